import EPCIS
import Foundation
import Testing

struct EPCISFuzzTests {
    /// Bytes that once were trouble, or could be: `Tests/Corpus/EPCIS`.
    private static let corpus = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Corpus/EPCIS")

    @Test func `every input of the corpus keeps the laws`() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.corpus.path).sorted()

        for file in files {
            let bytes = Array(try Data(contentsOf: Self.corpus.appending(path: file)))
            #expect(throws: Never.self, "\(file)") { try EPCISFuzz.run(bytes) }
        }

        #expect(files.count >= 10)
    }

    @Test func `damaged documents and identifiers keep the laws`() throws {
        let environment = ProcessInfo.processInfo.environment
        let seed = environment["DAFTAR_SEED"].flatMap(UInt64.init) ?? 2_026
        let rounds = environment["DAFTAR_FUZZ"] == nil ? 3_000 : 2_000_000
        var random = FuzzRandom(seed: seed)
        let seeds = try Self.seeds()

        for round in 0..<rounds {
            let bytes = random.damaged(seeds[random.next(below: seeds.count)], with: seeds)
            #expect(throws: Never.self, "seed \(seed), round \(round): \(bytes)") {
                try EPCISFuzz.run(bytes)
            }
        }
    }

    private static func seeds() throws -> [[UInt8]] {
        let files = try FileManager.default.contentsOfDirectory(atPath: corpus.path).sorted()
        let identifiers = [
            "urn:epc:id:sgtin:0614141.107346.2017", "urn:epc:class:lgtin:4012345.012345.a%2Fb",
            "https://id.gs1.org/01/04012345123456/22/A/10/L1/21/S1?17=261231",
            "urn:epc:id:itip:4012345.012345.01.02.999", "urn:epc:idpat:grai:4012345.66666.*",
            "https://id.gs1.org/8010/4012345ABC/8011/123", "2024-02-29T23:59:59.9995+05:00",
        ]
        let document = SampleDocument.document([
            SampleDocument.event([
                "quantityList": #"[{"epcClass":"urn:x:1","quantity":12.50,"uom":"KGM"}]"#,
                "bizStep": #""cbv:BizStep-shipping""#,
                "cbvmda:x": #"{"a":[1,{"b":"\ud83c\udf3e"}]}"#,
            ])
        ])
        return try files.map { Array(try Data(contentsOf: corpus.appending(path: $0))) }
            .filter { $0.count < 10_000 } + identifiers.map { Array($0.utf8) } + [document]
    }
}

/// SplitMix64, so that a round can be repeated from its seed.
struct FuzzRandom {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next(below bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(max(1, bound)))
    }

    /// One to four changes: a byte, a bit, a cut, a repetition, a piece of another input.
    mutating func damaged(_ sound: [UInt8], with others: [[UInt8]]) -> [UInt8] {
        var bytes = sound
        for _ in 0...next(below: 4) {
            guard !bytes.isEmpty else { return bytes }
            let place = next(below: bytes.count)
            let end = min(bytes.count, place + 1 + next(below: 40))
            switch next(below: 6) {
            case 0: bytes[place] = UInt8(next(below: 256))
            case 1: bytes[place] ^= 1 << UInt8(next(below: 8))
            case 2: bytes.removeSubrange(place..<end)
            case 3: bytes.insert(contentsOf: Array(bytes[place..<end]), at: place)
            case 4: bytes[place] = Array(#""\{}[]:,0-.eu/%"#.utf8)[next(below: 15)]
            default:
                let other = others[next(below: others.count)]
                guard !other.isEmpty else { continue }
                let from = next(below: other.count)
                let to = min(other.count, from + 1 + next(below: 40))
                bytes.insert(contentsOf: other[from..<to], at: place)
            }
        }
        return bytes
    }
}
