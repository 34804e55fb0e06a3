package import EPCIS

/// A question and how much of its answer is wanted at once.
package struct EventRequest: Hashable, Sendable {
    package static let perPageDefault = 30
    /// Most values of one parameter.
    package static let valuesMax = 1_000

    package var query: EventQuery
    /// Events a page; never above the limit of the caller.
    package var perPage: Int
    /// Where the page before ended; nil for the first one.
    package var pageToken: String?

    package init(query: EventQuery, perPage: Int = perPageDefault, pageToken: String? = nil) {
        self.query = query
        self.perPage = perPage
        self.pageToken = pageToken
    }
}

/// Why parameters are no question.
package enum EventQueryError: Error, Hashable, Sendable {
    case unknownParameter(String)
    case repeatedParameter(String)
    /// What was given, and what was wanted.
    case badValue(parameter: String, value: String, expected: String)
    /// More values than one parameter may have.
    case tooManyValues(parameter: String, max: Int)
    /// `eventCountLimit` and `maxEventCount` exclude each other.
    case twoLimits
    /// `eventCountLimit` says which events only with an order.
    case limitWithoutOrder
    /// Patterns of identifiers are not searched for yet.
    case patternNotSupported(parameter: String, value: String)
    /// Not one of ours, or of another question.
    case badPageToken
    /// More than `maxEventCount` events answer the question.
    case tooManyEvents(max: Int)

    package var code: String {
        switch self {
        case .unknownParameter: "query.unknown_parameter"
        case .repeatedParameter: "query.repeated_parameter"
        case .badValue: "query.bad_value"
        case .tooManyValues: "query.too_complex"
        case .twoLimits: "query.two_limits"
        case .limitWithoutOrder: "query.limit_without_order"
        case .patternNotSupported: "query.pattern_not_supported"
        case .badPageToken: "query.bad_page_token"
        case .tooManyEvents: "query.too_large"
        }
    }
}

extension EventRequest {
    /// Reads the parameters of a query string, decoded, in any order. Several values of one parameter
    /// are separated by `|`.
    ///
    /// Spec: EPCIS 2.0 §8.2.7.1 and §12.6 (REST binding).
    /// - Parameters:
    ///   - perPageMax: more is cut to this.
    ///   - namespaces: what prefixes in values stand for (`GS1-Extensions`).
    package init(
        parameters: [(name: String, value: String)], perPageMax: Int = 1_000,
        namespaces: NamespaceMap = NamespaceMap()
    ) throws(EventQueryError) {
        self.init(query: EventQuery())
        var parser = EventQueryParser(namespaces: namespaces)
        var seen: Set<String> = []
        for (name, value) in parameters {
            guard seen.insert(name).inserted else { throw .repeatedParameter(name) }
            switch name {
            case "perPage": perPage = min(try parser.count(value, of: name), perPageMax)
            case "nextPageToken": pageToken = value
            default: try parser.read(name, value, into: &query)
            }
        }
        try parser.finish(&query, orderGiven: seen.contains("orderBy"))
    }
}

/// One parameter after the other.
private struct EventQueryParser {
    let namespaces: NamespaceMap

    /// Spec: EPCIS 2.0 §8.2.7.1, the table of MATCH parameters.
    private static let roles: [String: [MentionRole]] = [
        "MATCH_epc": [.epc],
        "MATCH_parentID": [.parent],
        "MATCH_inputEPC": [.inputEPC],
        "MATCH_outputEPC": [.outputEPC],
        "MATCH_anyEPC": [.epc, .parent, .inputEPC, .outputEPC],
        "MATCH_epcClass": [.epcClass],
        "MATCH_inputEPCClass": [.inputClass],
        "MATCH_outputEPCClass": [.outputClass],
        "MATCH_anyEPCClass": [.epcClass, .inputClass, .outputClass],
    ]

    mutating func read(
        _ name: String, _ value: String, into query: inout EventQuery
    ) throws(EventQueryError) {
        if let roles = EventQueryParser.roles[name] {
            query.matches.append(EventQuery.Match(roles: roles, keys: try keys(value, of: name)))
            return
        }
        switch name {
        case "eventType": query.eventTypes = try words(value, of: name)
        case "EQ_action": query.actions = try words(value, of: name)
        case "GE_eventTime": query.eventTime.from = try time(value, of: name)
        case "LT_eventTime": query.eventTime.before = try time(value, of: name)
        case "GE_recordTime": query.recordTime.from = try time(value, of: name)
        case "LT_recordTime": query.recordTime.before = try time(value, of: name)
        case "EQ_bizStep": query.bizSteps = try terms(value, of: name, VocabularyTerm.bizStep)
        case "EQ_disposition":
            query.dispositions = try terms(value, of: name, VocabularyTerm.disposition)
        case "EQ_readPoint": query.readPoints = try keys(value, of: name)
        case "EQ_bizLocation": query.bizLocations = try keys(value, of: name)
        case "EQ_eventID": query.eventIDs = try values(value, of: name)
        case "EQ_transformationID": query.transformationIDs = try values(value, of: name)
        case "EXISTS_errorDeclaration": query.hasErrorDeclaration = try exists(value, of: name)
        case "orderBy": query.order.field = try word(value, of: name)
        case "orderDirection": query.order.isDescending = try direction(value, of: name)
        case "eventCountLimit":
            try setLimit(.first(try count(value, of: name)), of: &query)
        case "maxEventCount":
            try setLimit(.atMost(try count(value, of: name)), of: &query)
        default: throw .unknownParameter(name)
        }
    }

    private var isDirectionGiven = false

    init(namespaces: NamespaceMap) {
        self.namespaces = namespaces
    }

    /// What can be judged only when all parameters are known. An order is descending unless it says
    /// otherwise.
    func finish(_ query: inout EventQuery, orderGiven: Bool) throws(EventQueryError) {
        if case .first = query.limit, !orderGiven { throw .limitWithoutOrder }
        if orderGiven, !isDirectionGiven { query.order.isDescending = true }
    }

    private func setLimit(
        _ limit: EventQuery.Limit, of query: inout EventQuery
    ) throws(EventQueryError) {
        guard query.limit == nil else { throw .twoLimits }
        query.limit = limit
    }

    func count(_ value: String, of name: String) throws(EventQueryError) -> Int {
        guard let count = Int(value), count > 0 else {
            throw .badValue(parameter: name, value: value, expected: "a whole number above 0")
        }
        return count
    }

    private func values(_ value: String, of name: String) throws(EventQueryError) -> [String] {
        let values = value.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        guard values.count <= EventRequest.valuesMax else {
            throw .tooManyValues(parameter: name, max: EventRequest.valuesMax)
        }
        guard values.allSatisfy({ !$0.isEmpty }) else {
            throw .badValue(parameter: name, value: value, expected: "values between |")
        }
        return values
    }

    private func keys(_ value: String, of name: String) throws(EventQueryError) -> [String] {
        var keys: [String] = []
        for value in try values(value, of: name) {
            let key: ObjectKey
            do throws(IdentifierError) { key = try ObjectKey(parsing: value) } catch {
                throw .badValue(
                    parameter: name, value: value, expected: "an identifier: \(error.sentence)")
            }
            guard key.kind != .pattern else {
                throw .patternNotSupported(parameter: name, value: value)
            }
            keys.append(key.text)
        }
        return keys
    }

    private func terms(
        _ value: String, of name: String,
        _ read: (String, NamespaceMap) -> VocabularyTerm?
    ) throws(EventQueryError) -> [String] {
        var terms: [String] = []
        for value in try values(value, of: name) {
            guard let term = read(value, namespaces) else {
                throw .badValue(
                    parameter: name, value: value, expected: "a word of CBV 2.0, or a URI")
            }
            terms.append(term.name)
        }
        return terms
    }

    private func word<Word: RawRepresentable<String>>(
        _ value: String, of name: String
    ) throws(EventQueryError) -> Word {
        guard let word = Word(rawValue: value) else {
            throw .badValue(parameter: name, value: value, expected: "one of the standard's words")
        }
        return word
    }

    private func words<Word: RawRepresentable<String>>(
        _ value: String, of name: String
    ) throws(EventQueryError) -> [Word] {
        var words: [Word] = []
        for value in try values(value, of: name) { words.append(try word(value, of: name)) }
        return words
    }

    private func time(_ value: String, of name: String) throws(EventQueryError) -> Int64 {
        guard let time = EventTime(parsing: value) else {
            throw .badValue(
                parameter: name, value: value,
                expected: "a time with zone, such as 2026-07-12T08:30:00+05:00")
        }
        return time.milliseconds
    }

    /// The standard's list of no values, or a flag: clients send either.
    private func exists(_ value: String, of name: String) throws(EventQueryError) -> Bool {
        switch value {
        case "", "true": true
        case "false": false
        default: throw .badValue(parameter: name, value: value, expected: "true or false")
        }
    }

    private mutating func direction(
        _ value: String, of name: String
    ) throws(EventQueryError) -> Bool {
        isDirectionGiven = true
        switch value {
        case "ASC": return false
        case "DESC": return true
        default: throw .badValue(parameter: name, value: value, expected: "ASC or DESC")
        }
    }
}
