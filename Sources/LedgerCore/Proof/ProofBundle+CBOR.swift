extension ProofBundle: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(.proof, count: 5)
        writer.array(setChanges)
        writer.value(header)
        writer.value(certificate)
        writer.optional(transaction)
        writer.array(states)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(.proof, count: 5)
        setChanges = try reader.array(of: ValidatorSetChange.self)
        header = try BlockHeader(from: &reader)
        certificate = try CommitCertificate(from: &reader)
        transaction = try reader.optional(TransactionProof.self)
        states = try reader.array(of: StateFact.self)
    }
}

extension ValidatorSetChange: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 3)
        writer.value(header)
        writer.value(certificate)
        writer.value(next)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 3)
        header = try BlockHeader(from: &reader)
        certificate = try CommitCertificate(from: &reader)
        next = try ValidatorSet(from: &reader)
    }
}

extension TransactionProof: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 5)
        writer.bytes(envelope.bytes)
        if let content { writer.bytes(content) } else { writer.null() }
        writer.value(inclusion)
        writer.value(outcome)
        writer.value(outcomeInclusion)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 5)
        envelope = try TransactionEnvelope(
            bytes: try reader.bytes(max: TransactionEnvelope.byteCountMax))
        content = reader.skipNull() ? nil : try reader.bytes()
        inclusion = try InclusionProof(from: &reader)
        outcome = try Outcome(from: &reader)
        outcomeInclusion = try InclusionProof(from: &reader)
    }
}

extension StateFact: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 4)
        writer.unsigned(UInt64(key.type.rawValue))
        writer.bytes(key.id)
        if let value { writer.bytes(value) } else { writer.null() }
        writer.value(proof)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 4)
        let type = try reader.unsigned(UInt8.self)
        key = StateKey(StateType(type), try reader.bytes())
        value = reader.skipNull() ? nil : try reader.bytes()
        proof = try StateProof(from: &reader)
    }
}
