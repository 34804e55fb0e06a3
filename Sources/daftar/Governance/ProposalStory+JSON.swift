import EPCIS
import LedgerCore
import Traceability

extension ProposalStory {
    var json: JSONValue {
        .members([
            "chainID": .string(file.chain.description), "number": .integer(file.proposal.number),
            "height": .integer(file.height.rawValue),
            "validUntil": file.proposal.validUntil.map { .string($0.text) },
            "changes": .texts(file.proposal.changes.map(sentence)),
            "before": Self.json(preview.before), "after": Self.json(preview.after),
            "differences": .array(
                differences.map {
                    .members([
                        "name": .string($0.name), "before": .string($0.before),
                        "after": .string($0.after),
                    ])
                }),
            "refusal": preview.refusal.map { refusal in
                .members([
                    "code": .string(refusal.code.rawValue),
                    "detail": .string(refusal.code.sentence(refusal.details)),
                ])
            },
            "quorum": .integer(quorum),
            "signed": .texts(keys { file.approvers.contains($0) }),
            "notSigned": .texts(keys { !file.approvers.contains($0) }),
            "missing": .integer(missingCount),
        ])
    }

    private func keys(_ isWanted: (KeyID) -> Bool) -> [String] {
        preview.before.administrators.keys.map(\.id).filter(isWanted).map(\.description)
    }

    private static func json(_ standing: GovernancePreview.Standing) -> JSONValue {
        let set = standing.validators.set
        return .members([
            "validators": .array(standing.validators.validators.map(\.story)),
            "quorum": .integer(set.quorum), "mayBeDown": .integer(set.count - set.quorum),
            "rules": .members([
                "inForce": .integer(standing.rules.inForce.rawValue),
                "next": standing.rules.next.map {
                    .members([
                        "version": .integer($0.version.rawValue),
                        "from": .integer($0.from.rawValue),
                    ])
                },
            ]),
            "parameters": .object(
                JSONObject(
                    members: ChainParameters.all.map { name, path in
                        .init(name: name, value: .integer(standing.parameters[keyPath: path]))
                    })),
            "administrators": .members([
                "quorum": .integer(standing.administrators.quorum),
                "keys": .texts(standing.administrators.keys.map(\.text)),
            ]),
        ])
    }
}

extension ValidatorRecord {
    /// As genesis writes it.
    var story: JSONValue {
        .members([
            "name": .string(name.text), "address": .string(address),
            "keyID": .string(consensusKey.id.description),
            "consensusKey": .string(consensusKey.text), "logKey": .string(logKey.text),
            "cosignerKey": .string(cosignerKey.text),
            "tlsKeyDigest": tlsKeyDigest.map { .string($0.hex) },
        ])
    }
}
