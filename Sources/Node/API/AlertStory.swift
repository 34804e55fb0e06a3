import EPCIS
import LedgerCore
import Query

/// A page of alerts, in JSON.
struct AlertStory: Sendable {
    let screen: Screen
    let page: AlertPage

    var value: JSONValue {
        var omitted = JSONObject()
        for (code, count) in screen.omitted.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            omitted[code.rawValue] = .integer(count)
        }
        return .members([
            "alerts": .array(page.alerts.map(\.value)), "count": .integer(page.count),
            "omitted": .object(omitted), "since": .integer(screen.since.rawValue),
            "height": .integer(screen.height.rawValue),
        ])
    }
}

extension Alert {
    var value: JSONValue {
        .members([
            "code": .string(code.rawValue), "severity": .string(severity.rawValue),
            "meaning": .string(code.meaning), "members": .strings(members),
            "lots": .strings(lots), "place": place.map(JSONValue.string),
            "goods": .strings(goods), "numbers": .array(numbers.map(\.value)),
            "events": .strings(eventIDs), "eventCount": .integer(eventCount),
            "recordTime": .string(UTCText.text(recordTime.milliseconds)),
            "height": .integer(height.rawValue),
        ])
    }
}

extension AlertNumber {
    var value: JSONValue {
        .members([
            "name": .string(name), "observed": .integer(observed),
            "threshold": .integer(threshold), "usual": usual.map(JSONValue.integer),
            "unit": .string(unit.rawValue),
        ])
    }
}
