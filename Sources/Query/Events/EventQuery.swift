package import EPCIS

/// A question for events: everything that is asked must hold.
///
/// Spec: EPCIS 2.0 §8.2.7.1 (SimpleEventQuery).
package struct EventQuery: Hashable, Sendable {
    /// Any of these; empty for all. Likewise below.
    package var eventTypes: [EPCISEvent.EventType] = []
    package var eventTime = TimeSpan()
    package var recordTime = TimeSpan()
    package var actions: [EPCISEvent.Action] = []
    /// Names of vocabulary terms.
    package var bizSteps: [String] = []
    package var dispositions: [String] = []
    /// Keys of places.
    package var readPoints: [String] = []
    package var bizLocations: [String] = []
    package var eventIDs: [String] = []
    package var transformationIDs: [String] = []
    /// Each must hold by itself.
    package var matches: [Match] = []
    /// Whether an error declaration is wanted; nil for both.
    package var hasErrorDeclaration: Bool?
    package var order = Order()
    package var limit: Limit?

    package init() {}

    /// A span of milliseconds since 1970: from the first on, and before the second.
    package struct TimeSpan: Hashable, Sendable {
        package var from: Int64?
        package var before: Int64?

        package init(from: Int64? = nil, before: Int64? = nil) {
            self.from = from
            self.before = before
        }
    }

    /// Any of these things in any of these roles.
    package struct Match: Hashable, Sendable {
        package var roles: [MentionRole]
        /// Keys of things.
        package var keys: [String]

        package init(roles: [MentionRole], keys: [String]) {
            self.roles = roles
            self.keys = keys
        }
    }

    /// By ledger order where two are alike.
    package struct Order: Hashable, Sendable {
        package enum Field: String, Hashable, Sendable {
            case eventTime
            case recordTime
        }

        package var field: Field = .recordTime
        package var isDescending = false

        package init(field: Field = .recordTime, isDescending: Bool = false) {
            self.field = field
            self.isDescending = isDescending
        }
    }

    package enum Limit: Hashable, Sendable {
        /// `eventCountLimit`: the first so many, in the order asked for.
        case first(Int)
        /// `maxEventCount`: more is an error.
        case atMost(Int)
    }
}
