package import EPCIS
package import LedgerCore

/// Why content cannot be executed on any chain in any state.
package struct PreparationError: Error, Equatable, Sendable {
    /// At least one, in the order of the document.
    package let violations: [PreparationViolation]
    /// Whether more was found than is listed.
    package let isTruncated: Bool

    init(_ violations: [PreparationViolation], isTruncated: Bool = false) {
        precondition(!violations.isEmpty, "an error that says nothing")
        self.violations = violations
        self.isTruncated = isTruncated
    }

    init(_ refusal: RuleRefusal) {
        self.init([PreparationViolation(refusal, pointer: "")])
    }

    init(_ error: EPCISError) {
        self.init(error.violations.map(PreparationViolation.init), isTruncated: error.isTruncated)
    }

    /// What the outcome of such a transaction in a block says: the first violation.
    package var refusal: Refusal { violations[0].refusal }
}

/// One thing that is wrong, and where.
package struct PreparationViolation: Equatable, Sendable {
    /// A code of the EPCIS reader or of the rules.
    package let code: String
    /// RFC 6901, from the root of the content.
    package let pointer: String
    /// Where in the bytes, where that is known.
    package let place: SourcePlace?
    /// One English sentence.
    package let message: String
    package let details: [OutcomeDetail]

    init(_ violation: Violation) {
        code = violation.code.rawValue
        pointer = violation.pointer
        place = violation.place
        message = violation.message
        details = []
    }

    init(_ refusal: RuleRefusal, pointer: String) {
        code = refusal.code.rawValue
        self.pointer = pointer
        place = nil
        details = refusal.details
        message = refusal.code.sentence(details)
    }

    init(_ error: MeaningError, pointer: String) {
        let pointer = pointer + error.part.pointer
        let code: Violation.Code
        switch error.reason {
        case .unknownUnit(let unit):
            self.init(.unknownUnit(unit), pointer: pointer)
            return
        case .negative: code = .quantityNegative
        case .tooLarge: code = .quantityTooLarge
        case .fractionOfPiece: code = .quantityOfPiece
        }
        self.init(
            Violation(code: code, pointer: pointer, message: "the amount cannot be counted"))
    }

    /// The same as an outcome tells it. A reader's message travels as a detail, since its code alone
    /// does not say what was wrong.
    package var refusal: Refusal {
        Refusal(
            code: code, place: pointer,
            details: details.isEmpty ? [OutcomeDetail("reason", message)] : details)
    }
}
