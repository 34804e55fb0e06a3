import EPCIS
import Testing

@testable import Season

@Suite struct WrittenValueTests {
    @Test(arguments: [
        ("60 kg", "60", "KGM"), ("100 lbs", "100", "LBR"), ("12,5 т", "12.5", "TNE"),
        ("3ц", "3", "DTN"), ("0.5 кг", "0.5", "KGM"), ("7 KG", "7", "KGM"),
    ])
    func `a mass with its unit`(text: String, value: String, unit: String) throws {
        let mass = try WrittenMass(text)

        #expect(mass.value.text == value)
        #expect(mass.unit == unit)
    }

    @Test func `a number alone has no unit`() throws {
        #expect(try WrittenMass("6").unit == nil)
    }

    @Test(arguments: [
        ("2 kg,lbs", WrittenMass.Failure.severalUnits("kg,lbs")), ("kg", .noNumber),
        ("", .noNumber),
        ("5 sacks", .unknownUnit("sacks")), ("1,000 kg", .noNumber), ("1.2.3 kg", .noNumber),
    ])
    func `a mass with more than one reading is none`(text: String, failure: WrittenMass.Failure) {
        #expect(throws: failure) { try WrittenMass(text) }
    }

    @Test(arguments: [
        ("September 2nd, 2010", "2010-09-02"), ("23 July 2010", "2010-07-23"),
        ("2012-02-29", "2012-02-29"), ("Sept 1st, 2012", "2012-09-01"),
    ])
    func `a written date`(text: String, expected: String) {
        #expect(WrittenDate.day(text)?.text == expected)
    }

    @Test(arguments: ["02/03/2010", "February 30th, 2012", "Septembre 2nd, 2010", "2010", "TEST"])
    func `no date is guessed`(text: String) {
        #expect(WrittenDate.day(text) == nil)
    }

    @Test(arguments: [
        ("2014", "2014-01-01…2014-12-31"), ("March 2010", "2010-03-01…2010-03-31"),
        ("2009/2010", "2009-01-01…2010-12-31"), ("2009 / 2010", "2009-01-01…2010-12-31"),
        ("2010-2011", "2010-01-01…2011-12-31"), ("23 July 2010", "2010-07-23"),
        ("Sept 2009 - April 2010", "2009-09-01…2010-04-30"),
        ("4T/10", "2010-10-01…2010-12-31"), ("1T/2011", "2011-01-01…2011-03-31"),
    ])
    func `a harvest period`(text: String, expected: String) {
        #expect(HarvestPeriod.reading(text)?.period.text == expected)
    }

    @Test(arguments: [
        "TEST", "47/2010", "08/09 crop", "4T72010", "Fall 2009", "Mayo a Julio",
        "January Through April", "August to December", "Spring 2011 in Colombia.", "5T/2010",
        "2014/2012", "2010/2013", "",
    ])
    func `no harvest period is guessed`(text: String) {
        #expect(HarvestPeriod.reading(text) == nil)
    }

    @Test(arguments: [
        ("11/23/0252", LotNumber.Judgement.usable), ("SC 9634", .usableAs("SC-9634")),
        (
            "Mezcla Veracruz 01 grande",
            .unusable("longer than the 20 characters of a GS1 lot number")
        ),
        ("臺南", .unusable("has characters that a GS1 lot number cannot hold")),
    ])
    func `a lot number as GS1 allows it`(text: String, judgement: LotNumber.Judgement) {
        #expect(LotNumber.judge(text) == judgement)
    }

    @Test func `a lot number in a Digital Link`() {
        #expect(LotNumber.percentEncoded("11/23-A_b.9%") == "11%2F23-A_b.9%25")
    }
}
