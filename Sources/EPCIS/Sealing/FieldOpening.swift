package import LedgerCore

/// What a commitment is to: the value of one field of an event, and the salt that hid it.
///
/// Spec: Docs/Spec/Sealing.md §3.
package struct FieldOpening: Hashable, Sendable {
    /// Where the field stands, from the event on, with names as they are written. Spec: RFC 6901.
    package let pointer: String
    package let salt: FieldSalt
    package let value: JSONValue

    package init(pointer: String, salt: FieldSalt, value: JSONValue) {
        self.pointer = pointer
        self.salt = salt
        self.value = value
    }

    /// SHA-256 of `["daftar/sealed-field/v1", pointer, salt, canonical JSON of the value]`.
    package var commitment: Digest {
        Digest(domain: .sealedField, count: 3) { writer in
            writer.text(pointer)
            writer.bytes(salt.bytes)
            writer.text(CanonicalJSON.text(of: value))
        }
    }

    package var sealed: SealedField { SealedField(commitment) }
}

extension FieldOpening {
    /// An object with `pointer`, `salt` and `value`.
    package var json: JSONValue {
        .object(
            JSONObject(members: [
                .init(name: "pointer", value: .string(pointer)),
                .init(name: "salt", value: .string(salt.hex)),
                .init(name: "value", value: value),
            ]))
    }

    /// Nil for anything else: a member more is as wrong as one less.
    package init?(_ json: JSONValue) {
        guard let object = json.object, object.members.count == 3,
            let pointer = object["pointer"]?.string,
            let salt = object["salt"]?.string.flatMap(FieldSalt.init(hex:)),
            let value = object["value"]
        else { return nil }
        self.init(pointer: pointer, salt: salt, value: value)
    }
}
