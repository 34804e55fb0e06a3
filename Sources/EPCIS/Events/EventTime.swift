/// A moment, to the millisecond, and the way it was written.
///
/// Digits beyond the third are rounded half up, as the CBV event hash does (CBV 2.0 §8.9).
package struct EventTime: Sendable {
    /// Milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
    package let milliseconds: Int64
    /// What the document said, e.g. `2005-04-03T20:33:31.116-06:00`.
    package let text: String

    init(milliseconds: Int64, text: String) {
        self.milliseconds = milliseconds
        self.text = text
    }
}

/// Equal when they are the same moment, however written.
extension EventTime: Hashable, Comparable {
    package static func == (left: EventTime, right: EventTime) -> Bool {
        left.milliseconds == right.milliseconds
    }

    package static func < (left: EventTime, right: EventTime) -> Bool {
        left.milliseconds < right.milliseconds
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(milliseconds)
    }
}

/// The offset from UTC in force where and when the event happened.
///
/// Spec: EPCIS 2.0 §7.4.1 (`eventTimeZoneOffset`), from −14:00 to +14:00.
package struct TimeZoneOffset: Hashable, Sendable {
    package let minutes: Int16

    /// `+05:00`; UTC is `+00:00`.
    package var text: String {
        let magnitude = minutes.magnitude
        return (minutes < 0 ? "-" : "+") + twoDigits(magnitude / 60) + ":"
            + twoDigits(magnitude % 60)
    }

    private func twoDigits(_ value: UInt16) -> String {
        value < 10 ? "0\(value)" : "\(value)"
    }

    /// `nil` beyond fourteen hours.
    package init?(minutes: Int) {
        guard (-840...840).contains(minutes) else { return nil }
        self.minutes = Int16(minutes)
    }
}
