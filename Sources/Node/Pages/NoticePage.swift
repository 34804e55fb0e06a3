/// A page that says plainly that there is nothing to show, and what to do.
package struct NoticePage: Sendable {
    package var kind: Kind
    /// What was asked for, as it came.
    package var code: String
    /// Why it is malformed, in English, from the error itself.
    package var reason: String?

    package enum Kind: Sendable {
        /// Well formed, and the ledger has never seen it.
        case unknown
        /// No GS1 code at all, or with a wrong check digit.
        case malformed
    }

    package init(kind: Kind, code: String, reason: String? = nil) {
        self.kind = kind
        self.code = code
        self.reason = reason
    }
}

/// A ``NoticePage`` in the words of one language, as `notice.mustache` names them.
struct NoticeView {
    let pageTitle: String
    let heading: String
    let text: String
    let advice: String?
    let standingClass: String
    let codeLabel: String
    let code: String
    let reasonLabel: String
    let reason: String?

    init(_ page: NoticePage, _ phrases: Phrases) {
        pageTitle = phrases[.pageTitle]
        codeLabel = phrases[.code]
        code = page.code
        reasonLabel = phrases[.reason]
        reason = page.reason
        switch page.kind {
        case .unknown:
            heading = phrases[.unknownTitle]
            text = phrases[.unknownText]
            advice = phrases[.unknownAdvice]
            standingClass = "care"
        case .malformed:
            heading = phrases[.malformedTitle]
            text = phrases[.malformedText]
            advice = nil
            standingClass = "bad"
        }
    }
}
