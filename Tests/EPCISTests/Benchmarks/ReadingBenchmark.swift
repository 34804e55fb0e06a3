import EPCIS
import Foundation
import Testing

/// Reading to values, beside Foundation's decoder in the same run: `DAFTAR_BENCH=1 swift test -c
/// release --filter ReadingBenchmark`. Processor time, the best of several runs.
struct ReadingBenchmark {
    private static let isLarge = ProcessInfo.processInfo.environment["DAFTAR_BENCH"] != nil

    @Test func `reading to values beside JSONDecoder`() throws {
        let count = Self.isLarge ? 20_000 : 50
        let bytes = Self.document(of: count)
        let data = Data(bytes)
        var events: [EPCISEvent] = []

        let ours = try Self.bestSeconds { events = try EPCISDocument(json: bytes).events }
        var plain: PlainDocument?
        let foundation = try Self.bestSeconds {
            plain = try JSONDecoder().decode(PlainDocument.self, from: data)
        }

        #expect(plain?.epcisBody.eventList.count == count)
        #expect(events.count == count)
        guard Self.isLarge else { return }
        let digest = EventHash.id(prehash: events.flatMap { Array(EventHash.id(of: $0).utf8) })
        let rate = { (seconds: Double) in Int(Double(count) / seconds) }
        print(
            "events of \(bytes.count / count) bytes: \(rate(ours)) events/s to values,",
            "\(rate(foundation)) events/s by JSONDecoder to strings, \(digest)")
    }

    /// Less noise than wall time where others share the processor.
    private static func bestSeconds(_ body: () throws -> Void) rethrows -> Double {
        var best = Double.infinity
        for _ in 0..<(isLarge ? 9 : 1) {
            let start = processorSeconds()
            try body()
            best = min(best, processorSeconds() - start)
        }
        return best
    }

    private static func processorSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private static func document(of count: Int) -> [UInt8] {
        SampleDocument.document(
            (0..<count).map { number in
                let epcs = (0..<10).map {
                    #""urn:epc:id:sgtin:4012345.011111.\#(number * 10 + $0)""#
                }
                return SampleDocument.event([
                    "eventID": #""urn:uuid:00000000-0000-4000-8000-\#(100_000_000_000 + number)""#,
                    "epcList": "[\(epcs.joined(separator: ","))]", "bizStep": #""shipping""#,
                    "disposition": #""in_transit""#,
                    "readPoint": #"{"id":"urn:epc:id:sgln:4012345.00005.0"}"#,
                    "bizLocation": #"{"id":"urn:epc:id:sgln:4012345.00007.0"}"#,
                    "quantityList":
                        #"[{"epcClass":"urn:epc:class:lgtin:4012345.012345.L\#(number)","quantity":\#(number).5,"uom":"KGM"},{"epcClass":"urn:epc:class:lgtin:4012345.022222.L\#(number)","quantity":12,"uom":"KGM"}]"#,
                    "bizTransactionList":
                        #"[{"type":"desadv","bizTransaction":"urn:epcglobal:cbv:bt:4012345000009:D\#(number)"},{"type":"inv","bizTransaction":"urn:epcglobal:cbv:bt:4012345000009:I\#(number)"}]"#,
                    "sourceList":
                        #"[{"type":"owning_party","source":"urn:epc:id:pgln:4012345.00225"}]"#,
                    "destinationList":
                        #"[{"type":"owning_party","destination":"urn:epc:id:pgln:4012345.00226"}]"#,
                    "cbvmda:note":
                        #""first harvest of the upper terrace, sorted by hand, two sizes""#,
                ])
            })
    }

    /// What Foundation is asked for: fewer members than ours, and nothing checked.
    private struct PlainDocument: Decodable {
        struct Body: Decodable { var eventList: [Event] }
        struct Place: Decodable { var id: String }
        struct Amount: Decodable {
            var epcClass: String
            var quantity: Double
            var uom: String
        }
        struct Reference: Decodable {
            var type: String
            var bizTransaction: String?
            var source: String?
            var destination: String?
        }
        struct Event: Decodable {
            var type: String
            var eventID: String
            var eventTime: String
            var eventTimeZoneOffset: String
            var action: String
            var epcList: [String]
            var bizStep: String
            var disposition: String
            var readPoint: Place
            var bizLocation: Place
            var quantityList: [Amount]
            var bizTransactionList: [Reference]
            var sourceList: [Reference]
            var destinationList: [Reference]
        }
        var type: String
        var epcisBody: Body
    }
}
