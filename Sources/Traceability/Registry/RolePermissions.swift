package import LedgerCore

/// Which roles may record what.
///
/// Spec: Docs/Spec/Rules.md §5.
package enum RolePermissions {
    package static let growing: [Role] = [.farm, .cooperative, .collector]
    package static let making: [Role] = growing + [.processor, .warehouse, .exporter, .importer]
    package static let importing: [Role] = [.importer, .customs]
    package static let handling: [Role] = making + [.carrier, .retailer, .laboratory]

    /// The roles of which one issues certificates of a kind.
    ///
    /// Spec: Docs/Spec/MassBalance.md §14.
    package static func issuing(_ kind: CertificateKind) -> [Role] {
        switch kind {
        case .phytosanitary: [.inspector]
        case .origin, .conformity, .organic: [.certifier]
        case .test: [.laboratory]
        }
    }

    /// The roles of which the movement needs one; nil where any member may.
    static func needed(
        for kind: Movement.Kind, isHarvest: Bool, isImport: Bool
    ) -> [Role]? {
        switch kind {
        case .observe: nil
        case .create: isHarvest ? growing : isImport ? importing : making
        case .consume(.processed): making
        case .consume, .ship, .receive, .takeBack, .pack, .unpack: handling
        }
    }
}

extension MemberLeaf {
    /// Whether the member may record a movement that needs one of these roles.
    func may(_ roles: [Role]?) -> Bool {
        guard let roles, !scope.isEverything else { return true }
        return roles.contains(where: self.roles.contains)
    }

    /// Every party that stands for the member in events, as ``Party`` writes them.
    package var partyTexts: [String] {
        scope.locationNumbers.map { "/417/" + $0 } + parties
    }
}
