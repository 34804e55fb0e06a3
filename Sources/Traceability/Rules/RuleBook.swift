package import LedgerCore

/// The versions of the rules that a program knows.
package struct RuleBook: Sendable {
    private let versions: [RuleVersion: Rules]

    package init(_ versions: [RuleVersion: Rules]) {
        self.versions = versions
    }

    /// What this program knows.
    package static let current = RuleBook([
        .first: Rules(), RuleVersion(2): .second, RuleVersion(3): .third,
        RuleVersion(4): .fourth, RuleVersion(5): .fifth,
    ])

    /// Ascending.
    package var supported: [RuleVersion] { versions.keys.sorted() }

    /// The rules of a height, as the state before it says.
    ///
    /// - Throws: `.unknown` where this program cannot execute that height.
    package func rules(
        at height: Height, in state: some StateReading
    ) throws(ExecutionFailure) -> Rules {
        let version: RuleVersion
        do throws(StateReadError) {
            version = try Registry.rules(in: state).version(at: height)
        } catch {
            throw .unreadable(error)
        }
        guard let rules = versions[version] else {
            throw .unknownRules(
                UnknownRules(version: version, height: height, supported: supported))
        }
        return rules
    }
}

extension RuleVersion {
    /// The versions that this program executes, ascending.
    package static var supported: [RuleVersion] { RuleBook.current.supported }
}

/// A height whose rules this program does not know: the ledger is whole, the program is too old.
package struct UnknownRules: Error, Hashable, Sendable {
    package let version: RuleVersion
    /// The first height that cannot be executed.
    package let height: Height
    package let supported: [RuleVersion]

    package init(version: RuleVersion, height: Height, supported: [RuleVersion]) {
        self.version = version
        self.height = height
        self.supported = supported
    }
}

extension UnknownRules: CustomStringConvertible {
    package var description: String {
        "block \(height) needs version \(version) of the rules, and this program knows "
            + supported.map(\.description).joined(separator: ", ")
            + "; the ledger is whole: start a newer program on it"
    }
}

/// Why a block got no judgement at all.
package enum ExecutionFailure: Error, Equatable, Sendable {
    case unreadable(StateReadError)
    case unknownRules(UnknownRules)
}

extension ExecutionFailure: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unreadable(let error): error.reason
        case .unknownRules(let rules): rules.description
        }
    }
}
