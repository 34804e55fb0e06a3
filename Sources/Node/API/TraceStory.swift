import EPCIS
import LedgerCore
import Query

/// A trace in JSON: a graph of things and of what joined them.
struct TraceStory: Sendable {
    private let trace: Trace
    private let key: String

    init(_ trace: Trace, of key: String) {
        self.trace = trace
        self.key = key
    }

    var value: JSONValue {
        .members([
            "lot": .string(key), "direction": .string(trace.direction.rawValue),
            "nodes": .array(trace.nodes.map(node)),
            "joints": .array(trace.joints.map(joint)),
            "missing": .strings(trace.missing.map { trace.nodes[$0].key }),
            "cyclic": .strings(trace.cyclic.map { trace.nodes[$0].key }),
            "truncated": trace.truncation.map(truncation),
            "isComplete": .bool(trace.truncation == nil && trace.missing.isEmpty),
            "height": .integer(trace.height.rawValue),
        ])
    }

    private func node(_ node: TraceNode) -> JSONValue {
        .members([
            "key": .string(node.key), "depth": .integer(node.depth),
            "origin": node.origin == .recorded ? "recorded" : "missing",
        ])
    }

    private func joint(_ joint: TraceJoint) -> JSONValue {
        .members([
            "kind": .string("\(joint.kind)"),
            "events": .array(
                joint.events.map { event in
                    .members([
                        "eventID": .string(event.eventID),
                        "eventTime": .string(UTCText.text(event.eventTime.milliseconds)),
                        "bizStep": event.bizStep.map(JSONValue.string),
                        "place": event.place.map(JSONValue.string),
                        "member": .string(event.member),
                    ])
                }),
            "inputs": .array(joint.inputs.map(link)), "outputs": .array(joint.outputs.map(link)),
        ])
    }

    private func link(_ link: TraceLink) -> JSONValue {
        var object = JSONObject(members: [
            .init(name: "key", value: .string(trace.nodes[link.node].key))
        ])
        if let amount = link.amount, let unit = link.unit {
            object["amount"] = MeasuredAmount(amount, unit).value
        }
        return .object(object)
    }

    private func truncation(_ truncation: Trace.Truncation) -> JSONValue {
        switch truncation {
        case .depth(let limit): .members(["by": "depth", "limit": .integer(limit)])
        case .nodes(let limit): .members(["by": "nodes", "limit": .integer(limit)])
        case .links(let limit): .members(["by": "links", "limit": .integer(limit)])
        }
    }
}
