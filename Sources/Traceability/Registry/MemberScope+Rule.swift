package import EPCIS
package import LedgerCore

extension MemberScope {
    /// Whether lots of this identity may be created under the scope.
    ///
    /// Spec: Docs/Spec/Rules.md §5.
    package func holds(_ lot: ObjectKey) -> Bool {
        if isEverything { return true }
        if lot.isGS1 { return companyPrefixes.contains(where: lot.gs1CompanyPrefixMatches) }
        return uriPrefixes.contains { lot.text.utf8.starts(with: $0.utf8) }
    }

    /// Every entry, as a message names it.
    var spoken: [String] {
        isEverything ? ["*"] : companyPrefixes + locationNumbers + uriPrefixes
    }
}
