import LedgerCore

extension Screen {
    /// A page of the alerts that answer a question.
    ///
    /// A token names the last alert that was given, so alerts that newer events raise meanwhile neither
    /// shift nor repeat anything.
    ///
    /// - Throws: `.badPageToken` for what is no token of this question.
    package func page(
        of query: AlertQuery, perPage: Int, pageToken: String? = nil
    ) throws(EventQueryError) -> AlertPage {
        let matching = alerts.filter(query.matches)
        let question = AlertToken.question(query)
        var rest = matching[...]
        if let pageToken {
            let token = try AlertToken(pageToken, question: question)
            rest = matching.drop { !token.isBefore($0) }
        }
        let page = Array(rest.prefix(max(perPage, 1)))
        var next: String?
        if page.count < rest.count, let last = page.last {
            next = AlertToken(after: last, question: question).text
        }
        return AlertPage(alerts: page, count: matching.count, nextPageToken: next)
    }
}
