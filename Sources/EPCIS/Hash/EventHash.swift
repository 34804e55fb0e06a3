import LedgerCore

/// The event hash of CBV 2.0: the id of an event that came without one.
///
/// It tells events apart, it does not protect them: it leaves out record time, ids and error
/// declarations, and gives different spellings of one event the same value on purpose. What protects
/// an event is the digest of its exact bytes in its transaction.
///
/// Members come in the order of the CBV table. The reference implementation has left that order in
/// 2023 for lists that follow each other alphabetically; Docs/Spec/EPCIS.md §8 says where they
/// differ.
///
/// Spec: CBV 2.0 §8.9.
package enum EventHash {
    /// `ni:///sha-256;<64 hexadecimal digits>?ver=CBV2.0`.
    package static func id(of event: EPCISEvent) -> String {
        id(prehash: prehashBytes(of: event))
    }

    /// The text that is hashed.
    package static func prehash(of event: EPCISEvent) -> String {
        String(decoding: prehashBytes(of: event), as: UTF8.self)
    }

    /// The id of an event whose pre-image is known.
    package static func id(prehash: [UInt8]) -> String {
        "ni:///sha-256;" + Digest(hashing: prehash).hex + "?ver=CBV2.0"
    }

    static func prehashBytes(of event: EPCISEvent) -> [UInt8] {
        var text = Prehash(namespaces: event.namespaces)
        text.append(event)
        return text.bytes
    }
}
