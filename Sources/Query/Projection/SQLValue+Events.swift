import EPCIS
import Storage

extension SQLValue {
    /// A JSON value as text.
    static func json(_ value: JSONValue) -> SQLValue {
        .text(String(decoding: JSONWriter.write(value), as: UTF8.self))
    }
}

/// Numbers are in the index: a change takes a new schema version.
extension EPCISEvent.EventType {
    var number: Int64 {
        switch self {
        case .object: 1
        case .aggregation: 2
        case .transaction: 3
        case .transformation: 4
        case .association: 5
        }
    }

    init?(number: Int64) {
        guard let type = EPCISEvent.EventType.allCases.first(where: { $0.number == number })
        else { return nil }
        self = type
    }
}

extension EPCISEvent.Action {
    var number: Int64 {
        switch self {
        case .add: 1
        case .observe: 2
        case .delete: 3
        }
    }

    init?(number: Int64) {
        guard let action = EPCISEvent.Action.allCases.first(where: { $0.number == number }) else {
            return nil
        }
        self = action
    }
}
