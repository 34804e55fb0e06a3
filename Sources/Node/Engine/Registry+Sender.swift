import LedgerCore
import Traceability

extension Registry {
    /// The key with which a transaction may enter the pool: its member's, or for evidence a validator's.
    /// Nil where the key that it names is another's or nobody's.
    static func senderKey(
        of header: TransactionHeader, in state: some StateReading
    ) throws(StateReadError) -> PublicKey? {
        if let leaf = try key(header.keyID, in: state) {
            return leaf.member == header.member ? leaf.key.key : nil
        }
        return try validator(signing: header, in: state)?.logKey
    }
}
