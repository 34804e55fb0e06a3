import EPCIS
import LedgerCore
import Query

extension LotRecall {
    var value: JSONValue {
        .members([
            "lot": .string(lot), "depth": .integer(depth), "eventID": .string(eventID),
            "eventTime": .string(UTCText.text(eventTime.milliseconds)),
            "member": .string(member), "reason": reason.map(JSONValue.string),
        ])
    }

    /// For people.
    var sentence: String {
        let who = "\(lot) was recalled by \(member)"
        return reason.map { who + ": " + $0 } ?? who + "."
    }
}
