import EPCIS
import Foundation
import Testing

@Suite(.enabled(if: SharedData.canRun))
struct EventHashTests {
    struct Vector: Decodable {
        var file: String
        var event_index: Int
        var hash: String
        var prehash: String
        var derived_canonical_prehash: String?
        var derived_canonical_hash: String?
        var flags: [String]
    }

    @Test func `every published JSON vector in the order of the CBV table is met`() throws {
        let vectors = try JSONDecoder().decode(
            [Vector].self, from: Data(try SharedData.bytes("epcis/hash-vectors/vectors.json")))
        var documents: [String: EPCISDocument] = [:]

        var met = 0
        for vector in vectors where vector.file.hasSuffix(".jsonld") {
            // That profile leaves out what a repository of its makers marks; it is not in the CBV.
            if vector.flags.contains(where: { $0.hasPrefix("ignoreFields") }) { continue }
            let path = "epcis/hash-vectors/examples/" + vector.file
            let document =
                try documents[path] ?? EPCISDocument(json: try SharedData.bytes(path))
            documents[path] = document
            let event = document.events[vector.event_index]

            #expect(
                EventHash.prehash(of: event)
                    == vector.derived_canonical_prehash ?? vector.prehash,
                "\(vector.file) \(vector.event_index)")
            #expect(EventHash.id(of: event) == vector.derived_canonical_hash ?? vector.hash)
            met += 1
        }

        #expect(met == 30)
    }
}
