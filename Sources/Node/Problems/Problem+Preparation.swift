import EPCIS
import LedgerCore
import Traceability

/// Everything that was found wrong with a content, place by place.
extension Problem {
    init(describing error: PreparationError) {
        let first = error.violations[0]
        let more = error.violations.count - 1
        self.init(
            first.code,
            first.message + (first.pointer.isEmpty ? "" : " at \(first.pointer)")
                + (more > 0 ? ", and \(more) more" : ""))
        violations = error.violations.map(ProblemViolation.init)
        if error.isTruncated { members.append(("violationsTruncated", .bool(true))) }
    }

    /// A refusal that came from execution.
    init(describing refusal: Refusal) {
        let told = JobRefusal(event: JobRefusal.event(of: refusal.place), refusal: refusal)
        self.init(refusal.code, told.detail)
        violations = [
            ProblemViolation(
                code: refusal.code, pointer: refusal.place.isEmpty ? nil : refusal.place,
                event: told.event, message: told.detail,
                facts: refusal.details.map { .init(name: $0.name, value: .string($0.value)) })
        ]
    }
}

extension ProblemViolation {
    init(_ violation: PreparationViolation) {
        self.init(
            code: violation.code, pointer: violation.pointer, line: violation.place?.line,
            column: violation.place?.column, offset: violation.place?.offset,
            event: JobRefusal.event(of: violation.pointer), message: violation.message,
            facts: violation.details.map { .init(name: $0.name, value: .string($0.value)) })
    }
}
