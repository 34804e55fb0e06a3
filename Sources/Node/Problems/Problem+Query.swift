import Query

/// What questions that cannot be answered mean to a client.
extension Problem {
    init(describing error: EventQueryError) {
        switch error {
        case .unknownParameter(let name):
            self.init(error.code, "\(name) is no parameter of this query; nothing is ignored.")
        case .repeatedParameter(let name):
            self.init(error.code, "\(name) occurs twice; several values are joined with \"|\".")
        case .badValue(let parameter, let value, let expected):
            self.init(error.code, "\(parameter) is \"\(value)\", and wants \(expected).")
        case .tooManyValues(let parameter, let max):
            self = Problem(
                error.code, "\(parameter) has more than \(max) values; ask in several queries."
            ).with(limit: max)
        case .twoLimits:
            self.init(error.code, "eventCountLimit and maxEventCount exclude each other.")
        case .limitWithoutOrder:
            self.init(error.code, "eventCountLimit says which events only with orderBy.")
        case .patternNotSupported(let parameter, let value):
            self.init(
                error.code, "\(parameter) holds the pattern \(value); name the identifiers.")
        case .badPageToken:
            self.init(
                error.code, "nextPageToken is not of this query; ask for the first page again.")
        case .tooManyEvents(let max):
            self = Problem(
                error.code, "More than \(max) events answer; narrow the query or page through it."
            ).with(limit: max)
        }
    }
}
