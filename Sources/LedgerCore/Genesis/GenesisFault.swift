/// Why nothing can be founded on a genesis.
package enum GenesisFault: Error, Equatable, Sendable {
    /// None, more than thirty, or the same consensus key twice.
    case validatorsUnsound(count: Int)
    case validatorTwice(MemberID)
    case memberTwice(MemberID)
    /// One key may serve one purpose of one holder.
    case keyTwice(KeyID)
    /// Log and cosigner keys are Ed25519.
    case keyOfWrongAlgorithm(KeyID)
    case administratorsUnsound(count: Int, quorum: UInt64)
    case parameterOutOfRange(name: String, value: UInt64, range: ClosedRange<UInt64>)
    case textUnsound(field: String)
    /// A key that anybody can derive, on a chain that is no demo.
    case demoKey(KeyID)
}

extension Genesis {
    /// The first thing that is wrong; nil when nothing is.
    var fault: GenesisFault? {
        parameters.fault ?? textFault ?? nameFault ?? keyFault ?? administratorsFault
    }

    private var textFault: GenesisFault? {
        if name.isEmpty || name.utf8.count > 255 { return .textUnsound(field: "name") }
        if demoSeed?.isEmpty == true { return .textUnsound(field: "demoSeed") }
        let origin = logOrigin.utf8
        // What a signed note allows for a key name. Spec: C2SP signed-note.
        let isOrigin =
            (1...255).contains(origin.count)
            && origin.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "+") }
        return isOrigin ? nil : .textUnsound(field: "logOrigin")
    }

    private var nameFault: GenesisFault? {
        for (one, next) in zip(validators, validators.dropFirst()) where one.name == next.name {
            return .validatorTwice(one.name)
        }
        for (one, next) in zip(members, members.dropFirst()) where one.id == next.id {
            return .memberTwice(one.id)
        }
        return nil
    }

    private var keyFault: GenesisFault? {
        for validator in validators {
            for key in [validator.logKey, validator.cosignerKey] where key.algorithm != .eddsa {
                return .keyOfWrongAlgorithm(key.id)
            }
        }
        var seen: Set<KeyID> = []
        for key in allKeys {
            if !seen.insert(key.id).inserted { return .keyTwice(key.id) }
        }
        return isDemo ? nil : demoKeyFault
    }

    private var allKeys: [PublicKey] {
        validators.flatMap { [$0.consensusKey, $0.logKey, $0.cosignerKey] }
            + administrators.keys + members.flatMap { $0.keys.map(\.key) }
    }

    private var demoKeyFault: GenesisFault? {
        let demo = DemoKeys(seed: DemoKeys.standardSeed)
        let names: [(purpose: DemoKeys.Purpose, name: String)] =
            validators.flatMap { validator in
                [.consensus, .log, .cosigner].map { ($0, validator.name.text) }
            }
            + members.flatMap { member in [.member, .gateway].map { ($0, member.id.text) } }
            + members.map { (.administrator, $0.id.text) }
            + validators.map { (.administrator, $0.name.text) }
        let known = Set(names.map { demo.key($0.purpose, $0.name).id })
        return allKeys.map(\.id).first(where: known.contains).map(GenesisFault.demoKey)
    }

    private var administratorsFault: GenesisFault? {
        let count = administrators.keys.count
        let least = Administrators.quorumMin(of: count)
        guard count > 0, least <= administrators.quorum, administrators.quorum <= UInt64(count)
        else { return .administratorsUnsound(count: count, quorum: administrators.quorum) }
        return nil
    }
}
