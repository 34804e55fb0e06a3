import Testing

@testable import EPCIS

struct PrivateWordsTests {
    private static let names =
        PrivateNames.always + [PrivateNames.list, SealedField.name]

    @Test func `a name of ours is noticed wherever a prefix ends in it`() {
        for name in Self.names {
            for length in 1..<name.utf8.count {
                let namespace = name.prefix(length)
                let rest = name.dropFirst(length)
                let text = "{\"@context\":[{\"x\":\"\(namespace)\"}],\"x:\(rest)\":1}"

                #expect(PrivateWords.mayStand(in: Array(text.utf8)), "\(namespace) \(rest)")
            }
            #expect(PrivateWords.mayStand(in: Array("{\"\(name)\":1}".utf8)))
        }
    }

    @Test func `what is escaped may be anything`() {
        #expect(PrivateWords.mayStand(in: Array(#"{"agri:\u0070rice":1}"#.utf8)))
    }

    @Test func `most events have no such word`() {
        let event = """
            {"@context":[{"agri":"https://daftar.tj/voc/"}],"type":"ObjectEvent","action":"ADD",\
            "bizStep":"https://daftar.tj/voc/BizStep-harvesting","sensorElementList":[]}
            """

        #expect(!PrivateWords.mayStand(in: Array(event.utf8)))
        #expect(!PrivateWords.mayStand(in: []))
        #expect(!PrivateWords.mayStand(in: Array("/voc/".utf8)))
    }
}
