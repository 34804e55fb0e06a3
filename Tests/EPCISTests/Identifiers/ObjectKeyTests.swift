import EPCIS
import Testing

struct ObjectKeyTests {
    @Test(
        arguments: [
            (
                "urn:epc:id:sgtin:0614141.107346.2017", "/01/10614141073464/21/2017",
                ObjectKind.instance
            ),
            (
                "https://example.com/shop/01/10614141073464/22/2A/10/L1/21/2017?exp=261231",
                "/01/10614141073464/21/2017", .instance
            ),
            ("urn:epc:class:lgtin:4012345.012345.998877", "/01/04012345123456/10/998877", .lot),
            (
                "https://id.gs1.org/01/04012345123456/10/998877/", "/01/04012345123456/10/998877",
                .lot
            ),
            ("urn:epc:class:lgtin:4012345.012345.a%2Fb", "/01/04012345123456/10/a%2Fb", .lot),
            ("https://id.gs1.org/01/04012345123456/10/a%2fb", "/01/04012345123456/10/a%2Fb", .lot),
            (
                "https://id.gs1.org/01/04012345123456/10/a%2Db(c)",
                "/01/04012345123456/10/a-b%28c%29", .lot
            ),
            ("urn:epc:idpat:sgtin:4012345.066666.*", "/01/04012345666663", .product),
            ("https://id.gs1.org/01/04012345666663", "/01/04012345666663", .product),
            (
                "urn:epc:id:upui:4012345.012345.AB12", "/01/04012345123456/235/AB12",
                .controlledInstance
            ),
            (
                "urn:epc:id:itip:4012345.012345.01.02.999", "/8006/040123451234560102/21/999",
                .instance
            ),
            ("urn:epc:id:sscc:4012344.0111111133", "/00/040123441111111333", .logisticUnit),
            ("urn:epc:id:sgln:0614141.00888.0", "/414/0614141008889", .location),
            ("urn:epc:id:sgln:0614141.07346.1234", "/414/0614141073467/254/1234", .location),
            ("https://id.gs1.org/414/0614141008889/254/0", "/414/0614141008889", .location),
            ("urn:epc:id:pgln:4012345.00225", "/417/4012345002256", .party),
            ("urn:epc:id:grai:4012345.55555.987", "/8003/04012345555554987", .returnableAsset),
            ("urn:epc:id:giai:4000001.111", "/8004/4000001111", .individualAsset),
            ("urn:epc:id:gdti:0614141.00001.1618034", "/253/06141410000121618034", .document),
            ("urn:epc:id:sgcn:4012345.99999.44", "/255/401234599999044", .coupon),
            ("urn:epc:id:gsrn:0614141.0000010253", "/8018/061414100000102534", .serviceRelation),
            ("urn:epc:id:gsrnp:4012345.0000098765", "/8017/401234500000987658", .serviceRelation),
            ("urn:epc:id:ginc:4012345.333", "/401/4012345333", .consignment),
            ("urn:epc:id:gsin:4012345.999987654", "/402/40123459999876541", .consignment),
            ("urn:epc:id:cpi:4012345.ABC.123", "/8010/4012345ABC/8011/123", .component),
            ("urn:epc:idpat:cpi:4012345.ABC.*", "/8010/4012345ABC", .component),
            ("urn:epc:idpat:sgtin:4012345.*.*", "urn:epc:idpat:sgtin:4012345.*.*", .pattern),
            (
                "urn:uuid:374d95fc-9457-4a51-bd6a-0bba133845a8",
                "urn:uuid:374d95fc-9457-4a51-bd6a-0bba133845a8", .other
            ),
            (
                "https://example.com/2024/01/15/harvest", "https://example.com/2024/01/15/harvest",
                .other
            ),
            ("geo:38.5,68.7", "geo:38.5,68.7", .other),
            ("/01/04012345123456/10/998877", "/01/04012345123456/10/998877", .lot),
        ] as [(String, String, ObjectKind)])
    func `a thing has one key however it is spelt`(text: String, key: String, kind: ObjectKind)
        throws
    {
        let found = try ObjectKey(parsing: text)

        #expect(found.text == key)
        #expect(found.kind == kind)
        #expect(try ObjectKey(parsing: found.digitalLink()) == found)
    }

    @Test(
        arguments: [
            (
                "https://id.gs1.org/01/04012345123457",
                IdentifierError.checkDigit(expected: 6, found: 7)
            ),
            ("https://x.example/00/040123441111111330", .checkDigit(expected: 3, found: 0)),
            ("https://id.gs1.org/414/0614141008880", .checkDigit(expected: 9, found: 0)),
            ("https://id.gs1.org/8003/14012345555554987", .syntax(rule: .graiZero)),
            ("https://id.gs1.org/01/4012345123456", .syntax(rule: .gtinLength)),
            ("https://id.gs1.org/01/04012345123456/21/1/10/2", .qualifier(ai: "10")),
            ("https://id.gs1.org/01/04012345123456/10/1/235/2", .qualifier(ai: "235")),
            ("https://id.gs1.org/01/04012345123456/254/1", .qualifier(ai: "254")),
            ("https://id.gs1.org/01/04012345123456/10", .syntax(rule: .unpairedSegment)),
            (
                "https://id.gs1.org/01/04012345123456/10/123456789012345678901",
                .syntax(rule: .valueTooLong)
            ),
            ("https://id.gs1.org/01/04012345123456/10/%D0%B0", .syntax(rule: .character)),
            ("https://id.gs1.org/01/04012345123456/10/%4", .syntax(rule: .escape)),
            ("https://id.gs1.org/415/0614141008889", .syntax(rule: .missingQualifier)),
            ("https://id.gs1.org/8006/040123451234560302", .syntax(rule: .pieces)),
            ("urn:epc:id:sscc:08600031303.0003", .syntax(rule: .length)),
            ("urn:epc:id:sgtin:06141.10734699.1", .syntax(rule: .companyPrefix)),
            ("urn:epc:id:sgtin:0614141.107346", .syntax(rule: .parts)),
            ("urn:epc:id:sgtin:0614141.107346.", .syntax(rule: .emptyValue)),
            ("urn:epc:id:sgtin:061414x.107346.1", .syntax(rule: .digits)),
            ("urn:epc:id:lgtin:4012345.012345.1", .syntax(rule: .unknownScheme)),
            ("urn:epc:id:nosuch:4012345.012345.1", .syntax(rule: .unknownScheme)),
            ("urn:epc:id:cpi:4012345.ABC.0123", .syntax(rule: .leadingZero)),
            ("URN:EPC:ID:SGTIN:0614141.107346.1", .syntax(rule: .upperCase)),
            ("a plain word", .notURI), ("", .notURI), ("urn:", .notURI),
            ("https://x.tj/сад", .notURI),
        ] as [(String, IdentifierError)])
    func `what identifies nothing is refused with the rule it breaks`(
        text: String, refusal: IdentifierError
    ) {
        #expect(throws: refusal) { try ObjectKey(parsing: text) }
        #expect(throws: refusal) { try EPCIdentifier(parsing: text) }
    }

    @Test func `a lot tells its product, its lot and whose prefix it is`() throws {
        let key = try ObjectKey(parsing: "https://id.gs1.org/01/09521321000018/10/ABC%2F123")

        #expect(key.gtin == "09521321000018")
        #expect(key.lot == "ABC/123")
        #expect(key.serial == nil)
        #expect(key.product?.text == "/01/09521321000018")
        #expect(key.gs1CompanyPrefixMatches("9521321"))
        #expect(!key.gs1CompanyPrefixMatches("0952132"))
        #expect(!key.gs1CompanyPrefixMatches(""))
    }

    @Test(arguments: [
        ("urn:epc:id:sgtin:0614141.107346.2017", 7),
        ("urn:epc:class:lgtin:4012345.012345.a%2Fb", 7),
        ("urn:epc:idpat:sgtin:4012345.066666.*", 7), ("urn:epc:id:upui:4012345.012345.AB12", 7),
        ("urn:epc:id:itip:4012345.012345.01.02.999", 7), ("urn:epc:id:sscc:4012344.0111111133", 7),
        ("urn:epc:id:sgln:0614141.00888.0", 7), ("urn:epc:id:sgln:08600031303.1.1", 11),
        ("urn:epc:id:pgln:4012345.00225", 7), ("urn:epc:id:grai:4012345.55555.987", 7),
        ("urn:epc:id:giai:4000001.111", 7), ("urn:epc:id:gdti:0614141.00001.1618034", 7),
        ("urn:epc:id:sgcn:4012345.99999.44", 7), ("urn:epc:id:gsrn:0614141.0000010253", 7),
        ("urn:epc:id:gsrnp:4012345.0000098765", 7), ("urn:epc:id:ginc:4012345.333", 7),
        ("urn:epc:id:gsin:4012345.999987654", 7), ("urn:epc:id:cpi:4012345.ABC.123", 7),
    ])
    func `a key gives its URN back when the prefix length is known`(urn: String, length: Int) throws
    {
        #expect(try ObjectKey(parsing: urn).urn(companyPrefixLength: length) == urn)
    }
}
