import EPCIS
import HTTPTypes
import Hummingbird
import LedgerCore
import Query
import Storage
import Traceability

/// What the errors of other targets mean to a client: the seam of ADR 0007.
extension Problem {
    init(describing error: any Error) {
        switch error {
        case let problem as Problem: self = problem
        case let error as EPCISError: self.init(epcis: error)
        case let error as PreparationError: self.init(describing: error)
        case let error as EventQueryError: self.init(describing: error)
        case let error as CBORError: self.init(describing: error)
        case let error as StorageError: self.init(describing: error)
        case let error as HTTPError: self.init(http: error)
        case is CancellationError:
            self.init("node.stopping", "The request was abandoned before it was done.")
        default:
            self.init("node.failure", "The node's log has the cause under the request id.")
        }
    }

    /// The first violation gives the kind: the reader stops at what makes the rest unreadable.
    private init(epcis error: EPCISError) {
        guard let first = error.violations.first else {
            self.init("epcis.wrong_type", "The document is not valid.")
            return
        }
        let count = error.violations.count
        self.init(
            first.code.rawValue,
            first.message + (first.pointer.isEmpty ? "" : " at \(first.pointer)")
                + (count > 1 ? ", and \(count - 1) more" : ""))
        violations = error.violations.map(ProblemViolation.init)
        if error.isTruncated { members.append(("violationsTruncated", .bool(true))) }
    }

    private init(http error: HTTPError) {
        switch error.status.code {
        case 404: self.init("request.no_such_path", error.body ?? "Nothing answers here.")
        case 413: self.init("request.body_too_large", error.body ?? "The body is too large.")
        case 400..<500: self.init("request.malformed", error.body ?? "The request is malformed.")
        default: self.init("node.failure", error.body ?? "The server failed.")
        }
    }
}

extension ProblemViolation {
    init(_ violation: Violation) {
        self.init(
            code: violation.code.rawValue, pointer: violation.pointer,
            line: violation.place?.line, column: violation.place?.column,
            offset: violation.place?.offset, event: JobRefusal.event(of: violation.pointer),
            message: violation.message)
    }
}
