import Consensus
import LedgerCore

/// The network between the nodes.
extension Cluster {
    func send(_ letter: Letter, to destination: Destination, from node: SimulatedNode) {
        if case .message(let message) = letter.content {
            if node.isHonest, node.validator != nil { oracle.sent(message, by: node) }
            overhear(message)
        }
        for other in nodes where !isSameValidator(node, other) {
            if case .peer(let peer) = destination, peer != other.peerID { continue }
            if node.isHonest {
                carry(letter, from: node, to: other)
            } else {
                for altered in distort(letter, from: node, to: other) {
                    carry(altered, from: node, to: other)
                }
            }
        }
    }

    /// Puts a letter on its way, if the weather lets it pass.
    func carry(_ letter: Letter, from: SimulatedNode, to: SimulatedNode) {
        guard isDelivered(letter, from: from, to: to) else {
            broken[from.index * nodes.count + to.index] = true
            return
        }
        queue.add(
            .deliver(letter, from: from.index, to: to.index), at: arrival(from: from, to: to))
        if weather.duplicationPerMille > 0, random.chance(perMille: weather.duplicationPerMille) {
            counts[.duplication] += 1
            queue.add(
                .deliver(letter, from: from.index, to: to.index), at: arrival(from: from, to: to))
        }
    }

    private func arrival(from: SimulatedNode, to: SimulatedNode) -> Int64 {
        let link = from.index * nodes.count + to.index
        let due = now + 1 + random.milliseconds(upTo: weather.delayMilliseconds)
        if due - now > 100 { counts[.delay] += 1 }
        let last = linkTimes[link]
        guard due < last else {
            linkTimes[link] = due
            return due
        }
        if weather.isOrdered { return last }
        counts[.reorder] += 1
        return due
    }

    private func isDelivered(
        _ letter: Letter, from: SimulatedNode, to: SimulatedNode
    ) -> Bool {
        if !weather.groups.isEmpty, weather.groups[from.index] != weather.groups[to.index] {
            counts[.partition] += 1
            return false
        }
        if !weather.cut.isEmpty,
            weather.cut.contains(Weather.Link(from: from.index, to: to.index))
        {
            counts[.oneWay] += 1
            return false
        }
        if !weather.censored.isEmpty, weather.censoredNodes.contains(to.index),
            weather.censored.contains(letter.kind)
        {
            counts[.censorship] += 1
            return false
        }
        guard isOnSide(from, to), isOnSide(to, from) else { return false }
        guard weather.lossPerMille > 0, random.chance(perMille: weather.lossPerMille) else {
            return true
        }
        counts[.loss] += 1
        return false
    }

    /// Whether a twin talks to this node at the moment; its brother does where it does not.
    private func isOnSide(_ twin: SimulatedNode, _ other: SimulatedNode) -> Bool {
        guard twin.behaviour == .twin else { return true }
        return (other.index + epoch * (other.index + 1) + twin.index).isMultiple(of: 2)
    }

    /// A letter arrives.
    func deliver(_ letter: Letter, from: SimulatedNode, to node: SimulatedNode) {
        guard node.isUp else { return }
        switch letter.content {
        case .message(let message):
            if random.chance(perMille: 10) { travelAsBytes(message) }
            give(.message(message, from: from.peerID), to: node)
        case .relay(let message): receive(message, from: from, at: node)
        case .bytes(let bytes):
            switch try? NodeMessage(decoding: bytes) {
            case .agreement(let message)?: give(.message(message, from: from.peerID), to: node)
            case let message?: receive(message, from: from, at: node)
            case nil: break
            }
        }
    }

    /// Now and then the bytes themselves make the journey.
    private func travelAsBytes(_ message: PeerMessage) {
        let whole = NodeMessage.agreement(message)
        guard (try? NodeMessage(decoding: whole.encoded())) == whole else {
            return oracle.fail("a message does not survive its encoding: \(message)")
        }
    }

    private func overhear(_ message: PeerMessage) {
        guard plan.hasLiars else { return }
        if case .status = message { return }
        guard random.chance(perMille: 300) else { return }
        if overheard.count < 96 {
            overheard.append(message)
        } else {
            overheard[random.below(overheard.count)] = message
        }
    }
}
