import LedgerCore

/// The events of one capture, judged in the order of the document.
struct CaptureRun: ~Copyable {
    var balance: MassBalance
    private let capture: PreparedCapture
    private let parameters: ChainParameters

    /// Borrows the state: whoever lent it takes `balance.state` back.
    init(
        _ capture: PreparedCapture, parameters: ChainParameters, facts: EventFacts,
        state: inout StateOverlay
    ) {
        self.capture = capture
        self.parameters = parameters
        balance = MassBalance(borrowing: &state, facts: facts)
    }

    mutating func execute() throws(Stop) -> (Outcome, TransactionEffects.Content) {
        let start = balance.state.savepoint()
        var effects: [EventEffect] = []
        effects.reserveCapacity(capture.events.count)
        for (index, entry) in capture.events.enumerated() {
            let effect = try judge(entry, at: UInt32(clamping: index))
            if case .refused(let refusal) = effect.result, capture.errorBehaviour == .rollback {
                balance.state.rollback(to: start)
                return (Outcome(.refused(refusal)), .nothing)
            }
            effects.append(effect)
        }
        return (outcome(of: effects), .capture(capture.document, effects))
    }

    /// Judges one event; refused, it leaves nothing.
    private mutating func judge(
        _ entry: PreparedCapture.Entry, at index: UInt32
    ) throws(Stop) -> EventEffect {
        switch entry {
        case .unsound(let violation):
            return EventEffect(index: index, result: .refused(violation.refusal))
        case .sound(let event, let documentIndex):
            let savepoint = balance.state.savepoint()
            do throws(Stop) {
                try balance.judge(event, at: index, parameters: parameters)
            } catch {
                guard case .refused(let refusal, at: let part) = error else { throw error }
                balance.state.rollback(to: savepoint)
                let place =
                    capture.document.pointer(toEvent: Int(index)) + (part?.pointer ?? "")
                return EventEffect(index: index, result: .refused(refusal.refusal(at: place)))
            }
            return EventEffect(
                index: index,
                result: .accepted(
                    AcceptedEvent(
                        documentIndex: documentIndex, eventID: event.eventID,
                        isDeclaration: event.isDeclaration, principal: balance.principal,
                        postings: balance.postings)))
        }
    }

    /// Under `rollback` done, since nothing was refused; under `proceed` a judgement an event, and
    /// refused as a whole where all of them are.
    private func outcome(of effects: [EventEffect]) -> Outcome {
        guard capture.errorBehaviour == .proceed else { return Outcome(.done) }
        let judgements = effects.map { effect -> Judgement in
            switch effect.result {
            case .accepted: .done
            case .refused(let refusal): .refused(refusal)
            }
        }
        let isAnyDone = judgements.contains(.done) || judgements.isEmpty
        return Outcome(isAnyDone ? .done : judgements[0], events: judgements)
    }
}
