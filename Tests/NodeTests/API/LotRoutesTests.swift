import EPCIS
import LedgerCore
import Testing

@testable import Node

/// A lot of 500 kg, of which 200 kg are on the road.
struct LotRoutesTests {
    private static let path = "/v1/lots/" + PercentCoding.encode(Documents.lot)

    @Test func `a lot tells who made it, by whatever name it is asked for`() async throws {
        try await RunningNode.withSeason { node in
            let lot = try Answer(try await node.get(Self.path, by: DemoChain.inspector))
            let urn = try Answer(
                try await node.get("/v1/lots/urn:epc:class:lgtin:4880000.000001.A1"))

            #expect(lot["lot"] == .string(Documents.lot))
            #expect(lot["createdBy"] == .string(DemoChain.farm))
            #expect(lot["origin"] == "creation")
            #expect(lot["accounting"] == "counted")
            #expect(lot["eventCount"] == .integer(2))
            #expect(
                lot["events"]?.array?.first?["postings"]?.array?.first?["cause"] == "created")
            #expect(urn["lot"] == lot["lot"])
        }
    }

    @Test func `a balance is in kilograms, exact`() async throws {
        try await RunningNode.withSeason { node in
            let balance = try Answer(
                try await node.get(Self.path + "/balance", by: DemoChain.inspector))

            let held = balance["holdings"]?.array?.first
            #expect(held?["holder"] == .string(DemoChain.farm))
            #expect(held?["amount"]?["quantity"] == .integer(300))
            #expect(held?["amount"]?["uom"] == "KGM")
            #expect(held?["amount"]?["unaccounted"] == .integer(0))
            let sent = balance["inTransit"]?.array?.first
            #expect(sent?["to"] == .string(DemoChain.processor))
            #expect(sent?["amount"]?["quantity"] == .integer(200))
            #expect(balance["totals"]?.array?.first?["quantity"] == .integer(500))
        }
    }

    @Test func `a lot is traced`() async throws {
        try await RunningNode.withSeason { node in
            let trace = try Answer(
                try await node.get(Self.path + "/trace?direction=upstream&depth=3"))

            #expect(trace["nodes"]?.array?.map { $0["key"] } == [.string(Documents.lot)])
            #expect(trace["isComplete"] == .bool(true))
            #expect(trace["height"] == .integer(1))
        }
    }

    @Test(
        arguments: [
            (path + "/trace?direction=sideways", "request.parameter"),
            (path + "/trace?depth=x", "request.parameter"),
            (path + "/balance?depth=1", "request.parameter"),
            ("/v1/lots/%2F01%2F04880000000028%2F10%2FX", "resource.no_such_lot"),
            ("/v1/lots/%2F01%2F04880000000012%2F10%2FX", "gs1.check_digit"),
            ("/v1/lots/%2F01%2F04880000000011%2F99%2FX", "gs1.qualifier"),
            ("/v1/lots/%ZZ", "request.identifier"), ("/v1/lots/nothing", "request.identifier"),
        ])
    func `a wrong question is told what is wrong`(path: String, code: String) async throws {
        try await RunningNode.withSeason { node in
            let answer = try Answer(try await node.get(path))

            #expect(answer.code == code)
        }
    }

    @Test(
        arguments: [
            (1_234_567, SmallestUnit.milligram, "1.234567", "KGM"),
            (500_000_000, .milligram, "500", "KGM"), (7, .piece, "7", "C62"),
            (2_500_000, .microlitre, "2.5", "LTR"), (0, .milligram, "0", "KGM"),
        ])
    func `an amount is spoken without rounding`(
        amount: Int64, unit: SmallestUnit, text: String, code: String
    ) {
        let spoken = MeasuredAmount(amount, unit)
        var written = JSONWriter()
        spoken.write(to: &written)

        #expect(spoken.value["quantity"]?.number?.text == text)
        #expect(spoken.value["uom"]?.string == code)
        #expect(written.bytes == JSONWriter.write(spoken.value))
    }
}
