import EPCIS
import LedgerCore
import Traceability

/// A proposal for people and for programs: what it changes, from what to what, and who must still sign.
///
/// "After" is what execution makes of the state that the file tells; nothing here knows the rules.
struct ProposalStory {
    let file: ProposalFile
    let preview: GovernancePreview

    init(_ file: ProposalFile) throws {
        self.file = file
        do { preview = try file.preview() } catch {
            throw CommandFailure.refused("The proposal tells of no state: \(error.reason).")
        }
    }

    var quorum: Int { Int(clamping: preview.before.administrators.quorum) }
    var missingCount: Int { max(0, quorum - file.approvers.count) }

    func tell(_ terminal: Terminal) {
        terminal.line("Proposal \(file.proposal.number) for chain \(file.chain)")
        terminal.line("drafted at height \(file.height)\(validity)")
        for (index, change) in file.proposal.changes.enumerated() {
            terminal.line("\(index + 1). \(sentence(change))")
        }
        tellValidators(terminal)
        tellRest(terminal)
        if let refusal = preview.refusal {
            let sentence = refusal.code.sentence(refusal.details)
            terminal.line("It would be refused: \(sentence) [\(refusal.code.rawValue)]")
        }
        terminal.table(
            ["ADMINISTRATOR", "KEY", "SIGNED"],
            preview.before.administrators.keys.map { key in
                [
                    key.id.description, key.text, file.approvers.contains(key.id) ? "yes" : "no",
                ]
            })
        terminal.line(
            missingCount == 0
                ? "Enough have signed; submit it with `daftar proposal submit`."
                : "\(file.approvers.count) signed, \(quorum) must: \(missingCount) more.")
    }

    private var validity: String {
        file.proposal.validUntil.map { ", to be done until \($0.text)" } ?? ""
    }

    private func tellValidators(_ terminal: Terminal) {
        let (before, after) = (preview.before.validators, preview.after.validators)
        guard before != after else { return }
        let rows = validatorNames.map { name in
            [
                name.text, Self.spoken(before[name]),
                before[name] == after[name] ? "the same" : Self.spoken(after[name]),
            ]
        }
        terminal.table(["VALIDATOR", "BEFORE", "AFTER"], rows)
        terminal.table(
            ["", "BEFORE", "AFTER"],
            [
                ["validators", "\(before.set.count)", "\(after.set.count)"],
                ["quorum", "\(before.set.quorum)", "\(after.set.quorum)"],
                ["may be down", "\(before.set.spare)", "\(after.set.spare)"],
            ])
        if after.set.spare == 0, after.set.count > 1 {
            terminal.line("With \(after.set.count) validators every one must be up for a block.")
        }
    }

    private func tellRest(_ terminal: Terminal) {
        let rows = differences
        guard !rows.isEmpty else { return }
        terminal.table(["WHAT", "BEFORE", "AFTER"], rows.map { [$0.name, $0.before, $0.after] })
    }

    /// Every name before or after, ascending.
    private var validatorNames: [MemberID] {
        let records = preview.before.validators.validators + preview.after.validators.validators
        return Set(records.map(\.name)).sorted()
    }

    private static func spoken(_ record: ValidatorRecord?) -> String {
        guard let record else { return "–" }
        let key = String(record.consensusKey.id.description.prefix(16))
        return record.address.isEmpty ? key : "\(key) \(record.address)"
    }
}

extension ValidatorSet {
    /// How many may be down while the others still decide.
    fileprivate var spare: Int { count - quorum }
}

/// Parameters, rules and administrators that are others after it.
extension ProposalStory {
    struct Difference {
        let name: String
        let before: String
        let after: String
    }

    var differences: [Difference] {
        let (before, after) = (preview.before, preview.after)
        var rows = ChainParameters.all.compactMap { name, path -> Difference? in
            let values = (before.parameters[keyPath: path], after.parameters[keyPath: path])
            return values.0 == values.1
                ? nil : Difference(name: name, before: "\(values.0)", after: "\(values.1)")
        }
        if before.rules != after.rules {
            rows.append(
                Difference(
                    name: "rules", before: Self.spoken(before.rules),
                    after: Self.spoken(after.rules)))
        }
        if before.administrators != after.administrators {
            rows.append(
                Difference(
                    name: "administrators", before: Self.spoken(before.administrators),
                    after: Self.spoken(after.administrators)))
        }
        return rows
    }

    private static func spoken(_ rules: RulesLeaf) -> String {
        let next = rules.next.map { ", then \($0.version) from height \($0.from)" } ?? ""
        return "version \(rules.inForce)\(next)"
    }

    private static func spoken(_ administrators: Administrators) -> String {
        "\(administrators.quorum) of \(administrators.keys.count)"
    }
}

/// One change in words.
extension ProposalStory {
    func sentence(_ change: GovernanceChange) -> String {
        switch change {
        case .setMember(let id, let member): memberSentence(id, member)
        case .addKey(let member, let key):
            "add the key \(key.key.text) of \(member), held by "
                + (key.holder == .gateway ? "a node" : "itself")
        case .revokeKey(let key): "revoke the key \(key)"
        case .setAdministrators(let administrators):
            "administrators: \(Self.spoken(administrators)), "
                + administrators.keys.map(\.id.description).joined(separator: ", ")
        case .setParameters: "set parameters"
        case .addValidator(let candidate): "add the validator \(candidate.record.name)"
        case .removeValidator(let name): "remove the validator \(name)"
        case .rotateValidator(let candidate): "other keys for \(candidate.record.name)"
        case .setValidatorAddress(let name, let address): "\(name) is reached at \(address)"
        case .setRuleVersion(let version, let height):
            "version \(version) of the rules from height \(height)"
        case .setPlot(let key, let plot):
            "the plot \(key): \(plot.squareMetres) m² of \(plot.crop), harvested by \(plot.owner)"
                + (plot.ring.map { ", with an outline of \($0.points.count) corners" } ?? "")
        case .setRulePack(let pack, let height):
            "limits from height \(height): " + Self.spoken(pack)
        case .setProduct(let key, let product):
            "the product \(key) is \(product.commodity)"
                + (product.netMilligrams.map { ", \($0) mg a piece" } ?? "")
        case .revokeCertificate(let certificate, let reason, let height):
            "revoke the certificate \(certificate.number) of \(certificate.issuer) from height "
                + "\(height): “\(reason)”"
        case .setFacility(let key, let facility):
            "the facility \(key), \(facility.kind), of \(facility.holder)"
                + (facility.capacity.map { ", holds " + SmallestUnit.milligram.spoken($0) } ?? "")
                + (facility.throughput.map {
                    ", makes " + SmallestUnit.milligram.spoken($0) + " a day"
                } ?? "")
        }
    }

    private func memberSentence(_ id: MemberID, _ member: MemberLeaf) -> String {
        guard let before = try? Registry.member(id, in: file.state) else {
            return "add the member \(id), “\(member.name)”: " + Self.spoken(member)
        }
        let (old, new) = (Self.spoken(before), Self.spoken(member))
        return "change the member \(id): \(old) → \(new)"
    }

    private static func spoken(_ pack: RulePack) -> String {
        let ceilings = pack.ceilings.map { "\($0.gramsPerSquareMetre) g/m² of \($0.crop)" }
        let yields = pack.yields.map {
            "\($0.least) to \($0.most) ‰ of \($0.output) from \($0.input)"
        }
        let territory = pack.territory.map { ["plots in \($0.country)"] } ?? []
        let exports = pack.exports.isEmpty ? [] : ["\(pack.exports.count) lines about exports"]
        let lines = ceilings + yields + territory + exports
        return lines.isEmpty ? "none" : lines.joined(separator: ", ")
    }

    private static func spoken(_ member: MemberLeaf) -> String {
        let scope =
            member.scope.isEverything
            ? ["everything"]
            : member.scope.companyPrefixes + member.scope.locationNumbers
                + member.scope.uriPrefixes + member.parties
        return member.roles.map(\.rawValue).joined(separator: " ") + " ["
            + scope.joined(separator: " ") + "]" + (member.isSuspended ? " suspended" : "")
    }
}
