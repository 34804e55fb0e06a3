package import LedgerCore

/// Why a judgement ended before its end.
enum Stop: Error, Equatable {
    /// A rule was broken, by what stands at this place of the event.
    case refused(RuleRefusal, at: EventPart?)
    /// The state below could not be read: no judgement at all.
    case unreadable(StateReadError)

    static func refused(_ refusal: RuleRefusal) -> Stop { .refused(refusal, at: nil) }

    /// The same refusal at a place of the event, unless it has one.
    func placed(at part: EventPart) -> Stop {
        if case .refused(let refusal, at: nil) = self { .refused(refusal, at: part) } else { self }
    }
}

/// Reads state where a judgement is made.
func reading<Value>(
    _ read: () throws(StateReadError) -> Value
) throws(Stop) -> Value {
    do throws(StateReadError) {
        return try read()
    } catch {
        throw .unreadable(error)
    }
}
