import Foundation
import Traceability

/// The table of frauds in the specification.
///
/// Spec: Docs/Spec/MassBalance.md §17.
enum FraudTable {
    private static let file = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Docs/Spec/MassBalance.md")

    /// The codes of rules that it names, in its order.
    static func codes() throws -> [String] {
        let text = try String(contentsOf: file, encoding: .utf8)
        guard let start = text.range(of: "\n## 17.") else { return [] }
        let known = Set(RuleCode.allCases.map(\.rawValue))
        return text[start.upperBound...].split(separator: "\n")
            .filter { $0.hasPrefix("| ") }
            .flatMap { $0.split(separator: "`").map(String.init) }
            .filter(known.contains)
    }
}
