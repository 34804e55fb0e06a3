/// Who may read a field, from everybody to those who supervise. Numbers are in the index: a change takes
/// a new schema version.
///
/// Spec: Docs/Spec/Visibility.md §2.
package enum VisibilityLevel: Int64, Hashable, Sendable, CaseIterable {
    case everybody = 0
    /// Chain partners of the lot, and all below.
    case partners = 1
    /// Who is party to the event or named by it, and all below.
    case parties = 2
    /// Who recorded the event, and who supervises.
    case regulators = 3

    /// As events write it.
    package var name: String {
        switch self {
        case .everybody: "public"
        case .partners: "partners"
        case .parties: "parties"
        case .regulators: "regulators"
        }
    }

    package init?(named name: String) {
        guard let level = VisibilityLevel.allCases.first(where: { $0.name == name }) else {
            return nil
        }
        self = level
    }
}

extension VisibilityLevel: Comparable {
    package static func < (left: VisibilityLevel, right: VisibilityLevel) -> Bool {
        left.rawValue < right.rawValue
    }
}
