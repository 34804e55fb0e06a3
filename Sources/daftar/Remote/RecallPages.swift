import EPCIS
import NIOHTTP1

/// A recall that comes in pages, put together.
struct RecallPages {
    let node: NodeClient
    let start: RecallCommand.Start

    private static let lotsAPage = 5_000

    /// The table, its head once.
    func table() async throws -> String {
        var lines: [Substring] = []
        for answer in try await answers(accept: "text/csv") {
            let page = String(decoding: answer.body, as: UTF8.self)
                .split(separator: "\r\n", omittingEmptySubsequences: true)
            lines += lines.isEmpty ? page[...] : page.dropFirst()
        }
        return lines.joined(separator: "\r\n")
    }

    /// The first page with the lists of all.
    ///
    /// - Parameter list: names of members, from the outermost, that lead to what is paged.
    func json(accept: String, list: [String]) async throws -> JSONValue {
        let pages = try await answers(accept: accept).map { try $0.json() }
        guard let first = pages.first else { return .null }
        let elements = pages.flatMap { page in
            list.reduce(Optional(page)) { $0?[$1] }?.array ?? []
        }
        var whole = first.replacing(list[...], with: .array(elements))
        if let total = first["totals"]?.integer("lots") {
            whole = whole.replacing(
                ["lotsOmitted"], with: .integer(max(0, total - elements.count)))
        }
        return whole
    }

    private func answers(accept: String) async throws -> [NodeClient.Answer] {
        var answers: [NodeClient.Answer] = []
        var path: String? = start.path(lots: Self.lotsAPage)
        while let next = path {
            let answer = try await node.send(.init(path: next, accept: accept))
            guard answer.status == 200 else { throw NodeClient.failure(answer) }
            guard answer.height == (answers.first ?? answer).height else {
                throw CommandFailure.impossible(
                    "The ledger moved on between two pages.", advice: "Ask again.")
            }
            answers.append(answer)
            path = answer.nextPath
        }
        return answers
    }
}

extension NodeClient.Answer {
    fileprivate var height: String? { headers.first(name: "Daftar-Height") }
}

extension JSONValue {
    /// The same with another value at a place, where there is one.
    fileprivate func replacing(_ place: ArraySlice<String>, with value: JSONValue) -> JSONValue {
        guard let name = place.first else { return value }
        guard case .object(var object) = self, let old = object[name] else { return self }
        object[name] = old.replacing(place.dropFirst(), with: value)
        return .object(object)
    }
}
