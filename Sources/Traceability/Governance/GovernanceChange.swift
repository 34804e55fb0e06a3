package import LedgerCore

/// One thing that the administrators decide.
///
/// Spec: Docs/Spec/Rules.md §9.
package enum GovernanceChange: Hashable, Sendable {
    case setMember(MemberID, MemberLeaf)
    case addKey(MemberID, MemberKey)
    case revokeKey(KeyID)
    case setAdministrators(Administrators)
    case setParameters(ChainParameters)
    case addValidator(ValidatorCandidate)
    case removeValidator(MemberID)
    /// Puts a candidate in the place of the validator of its name.
    case rotateValidator(ValidatorCandidate)
    case setValidatorAddress(MemberID, String)
    /// The version in force from a height on; the one in force calls off the change that waits.
    case setRuleVersion(RuleVersion, from: Height)
    /// A plot by its key, in place of what was known of it.
    case setPlot(String, PlotLeaf)
    /// The limits in force from a height on.
    case setRulePack(RulePack, from: Height)
    /// What a product is, by the key of its class.
    case setProduct(String, ProductLeaf)
    /// A place where goods are kept or made, by its key, in place of what was known of it.
    case setFacility(String, FacilityLeaf)
    /// A certificate is worth nothing from a height on, for a reason that people can read.
    case revokeCertificate(CertificateReference, reason: String, from: Height)
}

extension GovernanceChange {
    /// Why it could hold on no chain, whatever its state; nil when it is sound.
    package var fault: RuleRefusal? {
        switch self {
        case .addKey, .revokeKey, .removeValidator, .setRuleVersion: nil
        case .setMember(_, let member):
            member.parties.allSatisfy(Party.isWritten)
                ? nil
                : .notGovernance(
                    reason: "party ids are written as events give them: the key of a URI, "
                        + "not of a place")
        case .setAdministrators(let administrators):
            administrators.isSound
                ? nil
                : .notGovernance(
                    reason: "a quorum of the administrators is one that they can meet, and more "
                        + "than two thirds")
        case .setParameters(let parameters):
            parameters.fault.map(RuleRefusal.init(parameter:))
        case .addValidator(let candidate), .rotateValidator(let candidate):
            candidate.record.fault.map { .notGovernance(reason: $0) }
        case .setValidatorAddress(_, let address):
            ValidatorRecord.isAddress(address)
                ? nil : .notGovernance(reason: ValidatorRecord.addressFault)
        case .setPlot(let key, let plot): GovernanceChange.fault(ofPlot: key, plot)
        case .setRulePack(let pack, _): GovernanceChange.fault(of: pack)
        case .setProduct(let key, let product):
            GovernanceChange.fault(ofProduct: key, product)
        case .setFacility(let key, let facility):
            GovernanceChange.fault(ofFacility: key, facility)
        case .revokeCertificate(let certificate, let reason, _):
            GovernanceChange.fault(ofRevoking: certificate, reason)
        }
    }

    private static func fault(
        ofRevoking certificate: CertificateReference, _ reason: String
    ) -> RuleRefusal? {
        let numberMax = CertificateReference.numberBytesMax
        guard (1...numberMax).contains(certificate.number.utf8.count) else {
            return .notGovernance(reason: "the number of a certificate has 1 to \(numberMax) bytes")
        }
        return CertificateLeaf.isReason(reason)
            ? nil
            : .notGovernance(
                reason: "the reason of a revocation has 1 to "
                    + "\(CertificateLeaf.reasonBytesMax) bytes")
    }
}

extension ValidatorRecord {
    fileprivate static let addressFault = "an address is empty or an http or https URL"

    fileprivate var fault: String? {
        if logKey.algorithm != .eddsa || cosignerKey.algorithm != .eddsa {
            return "log and cosigner keys are Ed25519"
        }
        let keys = keysByPurpose.map(\.key)
        if Set(keys).count < keys.count
            || keys.contains(where: { $0.subjectDigest == tlsKeyDigest })
        {
            return "each key of a validator serves one purpose"
        }
        return ValidatorRecord.isAddress(address) ? nil : ValidatorRecord.addressFault
    }
}

extension RuleRefusal {
    /// A parameter that no chain can live with.
    fileprivate init(parameter fault: GenesisFault) {
        guard case .parameterOutOfRange(let name, let value, let range) = fault else {
            preconditionFailure("parameters are at fault for their range only")
        }
        self = .parameterOutOfRange(name, value: value, range: range)
    }
}

extension GovernanceChange: CBORCodable {
    private static let keyBytesMax = 1024

    private enum Tag: UInt64 {
        case setMember = 1
        case addKey = 2
        case revokeKey = 3
        case setAdministrators = 4
        case setParameters = 5
        case addValidator = 6
        case removeValidator = 7
        case rotateValidator = 8
        case setValidatorAddress = 9
        case setRuleVersion = 10
        case setPlot = 11
        case setRulePack = 12
        case setProduct = 13
        case setFacility = 14
        case revokeCertificate = 15
    }

    package func encode(into writer: inout CBORWriter) {
        switch self {
        case .setMember(let id, let member): write(.setMember, id, member, into: &writer)
        case .addKey(let member, let key): write(.addKey, member, key, into: &writer)
        case .revokeKey(let key): write(.revokeKey, key, into: &writer)
        case .setAdministrators(let value): write(.setAdministrators, value, into: &writer)
        case .setParameters(let parameters): write(.setParameters, parameters, into: &writer)
        case .addValidator(let candidate): write(.addValidator, candidate, into: &writer)
        case .removeValidator(let name): write(.removeValidator, name, into: &writer)
        case .rotateValidator(let candidate): write(.rotateValidator, candidate, into: &writer)
        case .setValidatorAddress(let name, let address):
            write(.setValidatorAddress, name, address, into: &writer)
        case .setRuleVersion(let version, let height):
            write(.setRuleVersion, version, height, into: &writer)
        case .setPlot(let key, let plot): write(.setPlot, key, plot, into: &writer)
        case .setRulePack(let pack, let height):
            write(.setRulePack, pack, height, into: &writer)
        case .setProduct(let key, let product): write(.setProduct, key, product, into: &writer)
        case .setFacility(let key, let facility):
            write(.setFacility, key, facility, into: &writer)
        case .revokeCertificate(let certificate, let reason, let height):
            writer.array(count: 4)
            writer.unsigned(Tag.revokeCertificate.rawValue)
            writer.value(certificate)
            writer.text(reason)
            writer.value(height)
        }
    }

    private func write(_ tag: Tag, _ value: some CBORCodable, into writer: inout CBORWriter) {
        writer.array(count: 2)
        writer.unsigned(tag.rawValue)
        writer.value(value)
    }

    private func write(
        _ tag: Tag, _ first: some CBORCodable, _ second: some CBORCodable,
        into writer: inout CBORWriter
    ) {
        writer.array(count: 3)
        writer.unsigned(tag.rawValue)
        writer.value(first)
        writer.value(second)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        let offset = reader.offset
        let count = try reader.arrayCount()
        switch (Tag(rawValue: try reader.unsigned()), count) {
        case (.setMember, 3):
            self = .setMember(try reader.value(MemberID.self), try reader.value(MemberLeaf.self))
        case (.addKey, 3):
            self = .addKey(try reader.value(MemberID.self), try reader.value(MemberKey.self))
        case (.revokeKey, 2): self = .revokeKey(try reader.value(KeyID.self))
        case (.setAdministrators, 2):
            self = .setAdministrators(try reader.value(Administrators.self))
        case (.setParameters, 2): self = .setParameters(try reader.value(ChainParameters.self))
        case (.addValidator, 2):
            self = .addValidator(try reader.value(ValidatorCandidate.self))
        case (.removeValidator, 2): self = .removeValidator(try reader.value(MemberID.self))
        case (.rotateValidator, 2):
            self = .rotateValidator(try reader.value(ValidatorCandidate.self))
        case (.setValidatorAddress, 3):
            self = .setValidatorAddress(try reader.value(MemberID.self), try reader.text(max: 255))
        case (.setRuleVersion, 3):
            self = .setRuleVersion(
                try reader.value(RuleVersion.self), from: try reader.value(Height.self))
        case (.setPlot, 3):
            self = .setPlot(
                try reader.text(max: GovernanceChange.keyBytesMax),
                try reader.value(PlotLeaf.self))
        case (.setRulePack, 3):
            self = .setRulePack(
                try reader.value(RulePack.self), from: try reader.value(Height.self))
        case (.setProduct, 3):
            self = .setProduct(
                try reader.text(max: GovernanceChange.keyBytesMax),
                try reader.value(ProductLeaf.self))
        case (.setFacility, 3):
            self = .setFacility(
                try reader.text(max: GovernanceChange.keyBytesMax),
                try reader.value(FacilityLeaf.self))
        case (.revokeCertificate, 4):
            self = .revokeCertificate(
                try reader.value(CertificateReference.self),
                reason: try reader.text(max: CertificateLeaf.reasonBytesMax),
                from: try reader.value(Height.self))
        default: throw CBORError(.invalid("a change"), at: offset)
        }
    }
}
