import EPCIS
import Testing

struct VocabularyTests {
    @Test(arguments: [
        "shipping", "urn:epcglobal:cbv:bizstep:shipping",
        "https://ref.gs1.org/cbv/BizStep-shipping",
        "https://ns.gs1.org/cbv/BizStep-shipping", "cbv:BizStep-shipping",
    ])
    func `a word means the same in each of its spellings, and keeps its own`(spelling: String)
        throws
    {
        let bytes = SampleDocument.document([SampleDocument.event(["bizStep": #""\#(spelling)""#])])

        let step = try EPCISDocument(json: bytes).events.first?.bizStep

        #expect(step?.name == "shipping")
        #expect(step?.spelling == spelling)
    }

    @Test func `a query parameter is read like a document, and unknown words are none`() {
        let term = VocabularyTerm(parsing: "urn:epcglobal:cbv:disp:in_transit", in: .disposition)

        #expect(term?.name == "in_transit")
        #expect(term?.webURI(in: .disposition) == "https://ref.gs1.org/cbv/Disp-in_transit")
        #expect(VocabularyTerm(parsing: "lost", in: .disposition) == nil)
        #expect(VocabularyTerm(parsing: "shipping", in: .disposition) == nil)
    }

    @Test(arguments: [
        ("https://daftar.tj/voc/BizStep-drying", "https://daftar.tj/voc/BizStep-drying"),
        ("urn:gdst:bizStep:landing", "urn:gdst:bizStep:landing"),
        ("rdfs:drying", "http://www.w3.org/2000/01/rdf-schema#drying"),
    ])
    func `somebody's own term is its full URI`(spelling: String, name: String) throws {
        let bytes = SampleDocument.document([SampleDocument.event(["bizStep": #""\#(spelling)""#])])

        #expect(try EPCISDocument(json: bytes).events.first?.bizStep?.name == name)
    }
}
