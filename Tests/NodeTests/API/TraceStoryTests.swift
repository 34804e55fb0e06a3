import EPCIS
import LedgerCore
@testable import Query
import Testing

@testable import Node

struct TraceStoryTests {
    @Test func `things and what joined them are told in full`() throws {
        let trace = Trace(
            direction: .upstream,
            nodes: [
                TraceNode(key: "dried", depth: 0, origin: .recorded),
                TraceNode(key: "fresh", depth: 1, origin: .missing),
            ],
            joints: [
                TraceJoint(
                    kind: .transformation,
                    events: [
                        TraceEvent(
                            number: 1, eventID: "e1", eventTime: Timestamp(milliseconds: 0),
                            bizStep: "drying", place: nil, member: "isfara", delegate: nil,
                            standing: .stranger)
                    ],
                    inputs: [TraceLink(node: 1, amount: 4_500_000, unit: .milligram)],
                    outputs: [TraceLink(node: 0, amount: nil, unit: nil)])
            ],
            truncation: .depth(1), cyclic: [0], height: Height(7))

        #expect(
            String(decoding: TraceStory(trace, of: "dried").json, as: UTF8.self) == """
                {"lot":"dried","direction":"upstream","nodes":[\
                {"key":"dried","depth":0,"origin":"recorded"},\
                {"key":"fresh","depth":1,"origin":"missing"}],"joints":[\
                {"kind":"transformation","events":[{"eventID":"e1",\
                "eventTime":"1970-01-01T00:00:00.000Z","bizStep":"drying","member":"isfara"}],\
                "inputs":[{"key":"fresh","amount":{"quantity":4.5,"uom":"KGM"}}],\
                "outputs":[{"key":"dried"}]}],"missing":["fresh"],"cyclic":["dried"],\
                "truncated":{"by":"depth","limit":1},"isComplete":false,"height":7}
                """)
    }
}
