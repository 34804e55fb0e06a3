import EPCIS
import LedgerCore
import Query

/// A trace in JSON: a graph of things and of what joined them.
///
/// Written straight to text: with thousands of nodes a tree of values costs more than the search.
struct TraceStory: Sendable {
    private let trace: Trace
    private let key: String

    init(_ trace: Trace, of key: String) {
        self.trace = trace
        self.key = key
    }

    var json: [UInt8] {
        var writer = JSONWriter()
        writer.object { json in
            json.member("lot", key)
            json.member("direction", trace.direction.rawValue)
            json.array("nodes", trace.nodes) { json, node in write(node, to: &json) }
            json.array("joints", trace.joints) { json, joint in write(joint, to: &json) }
            json.array("missing", trace.missing) { json, node in json.append(trace.nodes[node].key)
            }
            json.array("cyclic", trace.cyclic) { json, node in json.append(trace.nodes[node].key) }
            if let truncation = trace.truncation {
                json.member("truncated", truncation.value)
            }
            json.member(
                "isComplete", .bool(trace.truncation == nil && trace.missing.isEmpty))
            json.member("height", .integer(trace.height.rawValue))
        }
        return writer.bytes
    }

    private func write(_ node: TraceNode, to json: inout JSONWriter) {
        json.object { json in
            json.member("key", node.key)
            json.member("depth", .integer(node.depth))
            json.member("origin", node.origin == .recorded ? "recorded" : "missing")
            if !node.shares.isEmpty {
                json.member("shares", .array(node.shares.map(\.value)))
            }
        }
    }

    private func write(_ joint: TraceJoint, to json: inout JSONWriter) {
        json.object { json in
            json.member("kind", "\(joint.kind)")
            json.array("events", joint.events) { json, event in write(event, to: &json) }
            json.array("inputs", joint.inputs) { json, link in write(link, to: &json) }
            json.array("outputs", joint.outputs) { json, link in write(link, to: &json) }
        }
    }

    private func write(_ event: TraceEvent, to json: inout JSONWriter) {
        json.object { json in
            json.member("eventID", event.eventID)
            json.member("eventTime", UTCText.text(event.eventTime.milliseconds))
            json.member("bizStep", event.bizStep)
            json.member("place", event.place)
            json.member("member", event.member)
            json.member("delegate", event.delegate)
        }
    }

    private func write(_ link: TraceLink, to json: inout JSONWriter) {
        json.object { json in
            json.member("key", trace.nodes[link.node].key)
            if let amount = link.amount, let unit = link.unit {
                json.name("amount")
                MeasuredAmount(amount, unit).write(to: &json)
            }
        }
    }
}

extension Trace.Truncation {
    var value: JSONValue {
        switch self {
        case .depth(let limit): .members(["by": "depth", "limit": .integer(limit)])
        case .nodes(let limit): .members(["by": "nodes", "limit": .integer(limit)])
        case .links(let limit): .members(["by": "links", "limit": .integer(limit)])
        }
    }
}
