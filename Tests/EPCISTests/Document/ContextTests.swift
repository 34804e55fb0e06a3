import EPCIS
import Testing

struct ContextTests {
    private let event = SampleDocument.event(["farm:note": #""x""#])

    @Test(
        arguments: [
            (
                #"["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",{"farm":"https://farm.tj/"}]"#,
                []
            ),
            (#"["https://gs1.github.io/EPCIS/epcis-context.jsonld",{"farm":"urn:farm:"}]"#, []),
            (#"{"farm":"https://farm.tj/"}"#, [Finding(.badContext, "/@context")]),
            (
                #"["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld","https://farm.tj/c.jsonld"]"#,
                [Finding(.badContext, "/@context/1")]
            ),
            (
                #"["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",{"@import":"https://x.tj/"}]"#,
                [Finding(.badContext, "/@context/1/@import")]
            ),
            (
                #"["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",{"eventTime":"x:y"}]"#,
                [Finding(.badContext, "/@context/1/eventTime")]
            ),
            (#"[7]"#, [Finding(.badContext, "/@context/0")]),
        ] as [(String, [Finding])])
    func `only the contexts of GS1 and inline prefixes count`(context: String, findings: [Finding])
    {
        #expect(SampleDocument.findings(about: event, context: context) == findings)
    }

    @Test func `a prefix may come from the caller`() throws {
        let options = EPCISReadingOptions(
            namespaces: NamespaceMap([("farm", "https://farm.tj/")]))

        let document = try EPCISDocument(json: SampleDocument.document([event]), options: options)

        #expect(document.namespaces.expand("farm:note") == "https://farm.tj/note")
        #expect(
            document.namespaces.context
                == .array([
                    .string("https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"),
                    .object(
                        JSONObject(members: [
                            .init(name: "farm", value: .string("https://farm.tj/"))
                        ])),
                ]))
    }

    @Test func `a prefix of one event holds in no other`() {
        let own = SampleDocument.event([
            "@context": #"{"farm":"https://farm.tj/"}"#, "farm:note": "1",
        ])

        #expect(
            SampleDocument.findings(SampleDocument.document([own, event])) == [
                Finding(.undeclaredPrefix, "/epcisBody/eventList/1/farm:note")
            ])
    }
}
