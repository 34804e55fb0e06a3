import EPCIS
import Foundation
import Testing

@testable import Season

@Suite struct LotTableImportTests {
    private static let header =
        "Country.of.Origin,Farm.Name,Lot.Number,Number.of.Bags,Bag.Weight,Harvest.Year,"
        + "Grading.Date,Moisture,Producer"

    private func table(_ rows: String...) -> [UInt8] {
        Array(([Self.header] + rows).joined(separator: "\n").utf8)
    }

    @Test func `a clean row is read without a fix`() throws {
        let bytes = table("Uganda,hill,K1,300,60 kg,2014,\"June 26th, 2014\",0.12,x")

        let result = try LotTableImport(bytes, profile: .coffee)

        #expect(result.fixes == [])
        #expect(result.refusals == [])
        #expect(result.columnsLeftOut == ["Producer"])
        let lot = try #require(result.lots.first)
        #expect(lot.number == "K1")
        #expect(lot.quantity.text == "18000")
        #expect(lot.unit == "KGM")
        #expect(lot.harvested?.text == "2014-01-01…2014-12-31")
        #expect(lot.country == "UG")
        #expect(lot.moisture == 1_200)
    }

    @Test func `the weight of all bags in the column of one is divided, and shown`() throws {
        let bytes = table(",,K1,20,1218 kg,,\"June 26th, 2014\",,")

        let result = try LotTableImport(bytes, profile: .coffee)

        #expect(result.lots.first?.quantity.text == "1218.0")
        #expect(
            result.fixes == [
                Fix(
                    row: 2, column: "Bag.Weight", before: "1218 kg", after: "60.9 kg",
                    reason: "no bag weighs 1218 kg; 20 bags of 60.9 kg do together")
            ])
    }

    @Test func `a unit that the user named is used, and shown`() throws {
        let bytes = table(",,K1,2,30,,\"June 26th, 2014\",,")

        let result = try LotTableImport(
            bytes, profile: .coffee, options: .init(unit: "KGM", lotPrefix: "R"))

        #expect(result.lots.first?.quantity.text == "60")
        #expect(result.fixes.map(\.after) == ["30 KGM"])
    }

    @Test(arguments: [
        (",,K1,2,30,2014,\"June 26th, 2014\",,", "Bag.Weight"),
        (",,K1,2,\"1 kg,lbs\",2014,\"June 26th, 2014\",,", "Bag.Weight"),
        (",,K1,2,0 kg,2014,\"June 26th, 2014\",,", "Bag.Weight"),
        (",,K1,2,five kg,2014,\"June 26th, 2014\",,", "Bag.Weight"),
        (",,K1,2,5 sacks,2014,\"June 26th, 2014\",,", "Bag.Weight"),
        (",,K1,250,1500 kg,2014,\"June 26th, 2014\",,", "Bag.Weight"),
        (",,K1,0,30 kg,2014,\"June 26th, 2014\",,", "Number.of.Bags"),
        (",,K1,-2,30 kg,2014,\"June 26th, 2014\",,", "Number.of.Bags"),
        (",,K1,2,30 kg,TEST,\"June 26th, 2014\",,", "Harvest.Year"),
        (",,K1,2,30 kg,2015,\"June 26th, 2014\",,", "Harvest.Year"),
        (",,K1,2,30 kg,2014,26/06/2014,,", "Grading.Date"),
        ("Atlantis,,K1,2,30 kg,2014,\"June 26th, 2014\",,", "Country.of.Origin"),
        (",,K1,2,30 kg,2014,\"June 26th, 2014\",7,", "Moisture"),
    ])
    func `what cannot be read for sure is refused with its row and column`(
        row: String, column: String
    ) throws {
        let result = try LotTableImport(table(row), profile: .coffee)

        #expect(result.lots == [])
        #expect(result.refusals.map(\.row) == [2])
        #expect(result.refusals.map(\.column) == [column])
    }

    @Test func `rows with one number stay different lots`() throws {
        let row = ",,1,2,30 kg,2014,\"June 26th, 2014\",,"

        let result = try LotTableImport(table(row, row), profile: .coffee)

        #expect(result.lots.map(\.number) == ["1-R2", "1-R3"])
        #expect(result.fixes.count == 2)
    }

    @Test func `a table without a needed column is refused`() {
        #expect(throws: LotTableImport.Failure.columnMissing(name: "Number.of.Bags")) {
            try LotTableImport(Array("a,b\n1,2".utf8), profile: .coffee)
        }
    }

    @Test func `an imported row becomes an ordinary harvest event`() throws {
        let bytes = table("Uganda,hill,11/2 A,300,60 kg,2014,\"June 26th, 2014\",0.12,x")
        let result = try LotTableImport(bytes, profile: .coffee)
        let documents = HarvestDocuments(
            gtin: "09521000000018", place: "https://id.gs1.org/414/9521000000011")

        let event = documents.event(try #require(result.lots.first))

        let expected =
            #"{"type":"ObjectEvent","eventTime":"2014-06-26T12:00:00Z","#
            + #""eventTimeZoneOffset":"+00:00","action":"ADD","quantityList":[{"epcClass":"#
            + #""https://id.gs1.org/01/09521000000018/10/11%2F2-A","quantity":18000,"#
            + #""uom":"KGM"}],"bizStep":"https://daftar.tj/voc/BizStep-harvesting","#
            + #""disposition":"active","#
            + #""readPoint":{"id":"https://id.gs1.org/414/9521000000011"},"#
            + #""bizLocation":{"id":"https://id.gs1.org/414/9521000000011"},"#
            + #""ilmd":{"cbvmda:harvestStartDate":"2014-01-01","#
            + #""cbvmda:harvestEndDate":"2014-12-31","cbvmda:countryOfOrigin":"UG","#
            + #""agri:moisturePercent":12,"agri:farm":"hill","#
            + #""agri:lotNumberAsWritten":"11/2 A"}}"#
        #expect(String(decoding: JSONWriter.write(event), as: UTF8.self) == expected)
    }
}
