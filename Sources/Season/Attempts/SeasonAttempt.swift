/// Something that cannot be true, as somebody would record it; the ledger refuses it.
///
/// Spec: Docs/Spec/MassBalance.md §17.
package struct SeasonAttempt: Sendable {
    /// What is tried, in a sentence for somebody who buys apricots.
    package let sentence: String
    /// The code of the rule that refuses it.
    package let code: String
    /// What would be recorded instead, in a sentence.
    package let remedy: String
    package let deed: Deed
    /// Days of block time after the season before it can be tried; the demo's node judges as if they had passed.
    package let waitDays: Int

    package enum Deed: Equatable, Sendable {
        /// With everything that it rests on in one document, or done honestly before; so that a refusal
        /// leaves nothing.
        case capture(SeasonDocument)
        /// What administrators propose, all in one proposal.
        case registration([SeasonLimits.Plot])
    }

    init(
        _ code: String, _ sentence: String, instead remedy: String, after waitDays: Int = 0,
        by member: SeasonMember, _ events: [EventDraft]
    ) {
        self.sentence = sentence
        self.code = code
        self.remedy = remedy
        self.waitDays = waitDays
        let documents = Self.documents(of: events, by: member, named: code)
        precondition(documents.count == 1, "the events of a member and a day are one document")
        deed = .capture(documents[0])
    }

    init(
        _ code: String, _ sentence: String, instead remedy: String,
        registering plots: [SeasonLimits.Plot]
    ) {
        self.sentence = sentence
        self.code = code
        self.remedy = remedy
        waitDays = 0
        deed = .registration(plots)
    }

    /// - Parameter name: keeps the ids of the events apart from those of other documents of the moment.
    static func documents(
        of events: [EventDraft], by member: SeasonMember, in wave: Wave = .harvest,
        named name: String
    ) -> [SeasonDocument] {
        var book = SeasonBook()
        for event in events { book.record(event, by: member, in: wave) }
        let moment = UInt64(clamping: events.last?.time.seconds ?? 0)
        return book.documents(draw: SeededGenerator(seed: moment).part(name))
    }
}
