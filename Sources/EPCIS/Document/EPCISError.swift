/// Why bytes are no valid EPCIS document: everything that was found, up to a bound.
package struct EPCISError: Error, Hashable, Sendable {
    /// At least one, in document order.
    package var violations: [Violation]
    /// Whether more was found than the bound allowed to list.
    package var isTruncated: Bool

    package init(violations: [Violation], isTruncated: Bool = false) {
        self.violations = violations
        self.isTruncated = isTruncated
    }
}

/// One thing that is wrong, and where.
package struct Violation: Hashable, Sendable {
    package var code: Code
    /// RFC 6901, from the root of the document; empty for the document itself.
    package var pointer: String
    /// Where in the bytes; absent when the value was not read from bytes.
    package var place: SourcePlace?
    /// One English sentence without a full stop, with the numbers.
    package var message: String

    package init(code: Code, pointer: String, place: SourcePlace? = nil, message: String) {
        self.code = code
        self.pointer = pointer
        self.place = place
        self.message = message
    }
}

/// A place in a text of UTF-8 bytes.
package struct SourcePlace: Hashable, Sendable {
    /// Bytes from the start.
    package var offset: Int
    /// From 1; lines end with LF.
    package var line: Int
    /// From 1, in bytes.
    package var column: Int

    package init(offset: Int, line: Int, column: Int) {
        self.offset = offset
        self.line = line
        self.column = column
    }
}

extension Violation {
    /// Stable: clients branch on it. The text before the dot is the layer that refused.
    package enum Code: String, Hashable, Sendable, CaseIterable {
        case jsonSyntax = "json.syntax"
        case jsonEncoding = "json.encoding"
        case jsonDuplicateKey = "json.duplicate_key"
        case jsonNumber = "json.number"
        case jsonLimit = "json.limit"

        case missingField = "epcis.missing_field"
        case wrongType = "epcis.wrong_type"
        case unknownField = "epcis.unknown_field"
        case unknownEventType = "epcis.unknown_event_type"
        case badTime = "epcis.bad_time"
        case badTimeZoneOffset = "epcis.bad_time_zone_offset"
        case badAction = "epcis.bad_action"
        case badVocabulary = "epcis.bad_vocabulary"
        case badIdentifier = "epcis.bad_identifier"
        case badUnit = "epcis.bad_unit"
        case badContext = "epcis.bad_context"
        case undeclaredPrefix = "epcis.undeclared_prefix"
        case misplacedField = "epcis.misplaced_field"
        case emptyEvent = "epcis.empty_event"
        case badSensor = "epcis.bad_sensor"
        case badVersion = "epcis.bad_version"
        case tooManyEvents = "epcis.too_many_events"

        case quantityNegative = "quantity.negative"
        case quantityTooLarge = "quantity.too_large"
        case quantityOfPiece = "quantity.fraction_of_piece"

        case gs1Syntax = "gs1.syntax"
        case gs1CheckDigit = "gs1.check_digit"
        case gs1Qualifier = "gs1.qualifier"

        case sealingNeededByRule = "sealing.needed_by_rule"
        case sealingStandardField = "sealing.standard_field"
        case sealingOutsideEvent = "sealing.outside_event"
        case sealingBadList = "sealing.bad_list"
        case sealingMalformed = "sealing.malformed"
        case sealingTooLarge = "sealing.too_large"
        case sealingOpenField = "sealing.open_field"
    }
}
