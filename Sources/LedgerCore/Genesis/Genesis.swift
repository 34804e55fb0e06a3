/// What a chain is founded on. Whoever trusts a chain trusts this, and nothing else at first.
///
/// Spec: Docs/Spec/Encoding.md §8.
package struct Genesis: Hashable, Sendable {
    /// The name people know the chain by.
    package let name: String
    package let created: Timestamp
    package let parameters: ChainParameters
    /// Ascending by name.
    package let validators: [ValidatorRecord]
    package let administrators: Administrators
    /// Ascending by id.
    package let members: [GenesisMember]
    /// The C2SP origin of the chain's log: a URL prefix without schema.
    package let logOrigin: String
    /// Makes the chain a demo whose keys anybody can derive; nil on a chain that means it.
    package let demoSeed: String?
    /// The validators of height 1.
    package let validatorSet: ValidatorSet

    /// Puts a genesis together; lists may come in any order.
    ///
    /// - Throws: the first thing that no chain may be founded on.
    package init(
        name: String, created: Timestamp, parameters: ChainParameters = ChainParameters(),
        validators: [ValidatorRecord], administrators: Administrators,
        members: [GenesisMember] = [], logOrigin: String, demoSeed: String? = nil
    ) throws(GenesisFault) {
        guard let set = ValidatorSet(keys: validators.map(\.consensusKey)) else {
            throw .validatorsUnsound(count: validators.count)
        }
        self.name = name
        self.created = created
        self.parameters = parameters
        self.validators = validators.sorted { $0.name < $1.name }
        self.administrators = administrators
        self.members = members.sorted { $0.id < $1.id }
        self.logOrigin = logOrigin
        self.demoSeed = demoSeed
        validatorSet = set
        if let fault { throw fault }
    }

    package var isDemo: Bool { demoSeed != nil }

    /// Which chain this founds: SHA-256 of the canonical bytes.
    package var chainID: ChainID { ChainID(genesis: encoded()) }
}

extension Genesis: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(.genesis, count: 8)
        writer.text(name)
        writer.value(created)
        writer.value(parameters)
        writer.array(validators)
        writer.value(administrators)
        writer.array(members)
        writer.text(logOrigin)
        writer.optional(demoSeed)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        let start = reader.offset
        try reader.array(.genesis, count: 8)
        let name = try reader.text()
        let created = try Timestamp(from: &reader)
        let parameters = try ChainParameters(from: &reader)
        let validators = try reader.array(of: ValidatorRecord.self, max: ValidatorSet.countMax)
        let administrators = try Administrators(from: &reader)
        let members = try reader.array(of: GenesisMember.self)
        let logOrigin = try reader.text()
        let demoSeed = try reader.optional(String.self)
        do throws(GenesisFault) {
            try self.init(
                name: name, created: created, parameters: parameters, validators: validators,
                administrators: administrators, members: members, logOrigin: logOrigin,
                demoSeed: demoSeed)
        } catch {
            throw CBORError(.invalid("a sound genesis: \(error)"), at: start)
        }
        try reader.require(
            validators == self.validators && members == self.members,
            "validators and members in order", at: start)
    }
}
