import Consensus
import LedgerCore

/// What the pool's refusals mean to a client.
extension Problem {
    init(describing refusal: PoolRefusal) {
        switch refusal {
        case .tooLarge(let bytes, let max):
            self = Problem(
                "request.body_too_large",
                "The transaction has \(bytes) octets, and this chain takes \(max)."
            ).with(limit: max)
        case .expiry(.expired(let expiry, let blockTime)):
            self.init(
                "transaction.expired",
                "It expired at \(UTCText.text(expiry.milliseconds)), before the block time "
                    + "\(UTCText.text(blockTime.milliseconds)).")
        case .expiry(.tooFarAhead(let expiry, let latest)):
            self.init(
                "transaction.expiry_too_far",
                "It expires at \(UTCText.text(expiry.milliseconds)); at most "
                    + "\(UTCText.text(latest.milliseconds)) is allowed now.")
        case .full(let wait):
            self = Problem("node.busy", "The pool of waiting transactions is full.")
                .retryAfter(seconds: (wait + 999) / 1000)
        case .memberFull(let member, let wait):
            self = Problem("node.busy", "Too much of \(member) waits for a block already.")
                .retryAfter(seconds: (wait + 999) / 1000)
        case .overQuota(let member, let wait):
            self = Problem(
                "request.rate", "\(member) sends faster than its share of this node."
            ).retryAfter(seconds: (wait + 999) / 1000)
        }
    }
}
