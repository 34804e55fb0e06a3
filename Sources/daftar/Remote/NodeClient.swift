import AsyncHTTPClient
import EPCIS
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix

/// Speaks to one node over its public HTTP interface.
struct NodeClient: Sendable {
    let address: NodeAddress
    let token: String?

    static let answerBytesMax = 64 << 20

    /// Says at once that nobody listens: whoever waits for a node to come up asks again himself.
    private static let client = {
        var configuration = HTTPClient.Configuration.singletonConfiguration
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.timeout.connect = .seconds(10)
        return HTTPClient(
            eventLoopGroupProvider: .singleton, configuration: configuration)
    }()

    struct Answer: Sendable {
        let status: Int
        let headers: HTTPHeaders
        let body: [UInt8]

        /// The target of `Link: <…>; rel="next"`, without the node's address.
        var nextPath: String? {
            guard let link = headers.first(name: "Link"),
                let match = link.firstMatch(
                    of: /<(?:https?:\/\/[^\/>]+)?([^>]+)>\s*;\s*rel="?next"?/)
            else { return nil }
            return String(match.1)
        }

        /// - Throws: where the body is no JSON.
        func json() throws -> JSONValue {
            do { return try JSONValue(parsing: body) } catch {
                throw CommandFailure.impossible(
                    "The node's answer is no JSON; is there a Daftar node at that address?")
            }
        }
    }

    struct Request: Sendable {
        var method: HTTPMethod = .GET
        /// With a leading slash, percent-encoded.
        var path: String
        var body: [UInt8] = []
        var contentType: String?
        var accept = "application/json"
        var headers: [(String, String)] = []
    }

    func send(_ request: Request) async throws -> Answer {
        var outgoing = HTTPClientRequest(url: address.text + request.path)
        outgoing.method = request.method
        outgoing.headers.add(name: "Accept", value: request.accept)
        outgoing.headers.add(name: "User-Agent", value: "daftar")
        if let token { outgoing.headers.add(name: "Authorization", value: "Bearer " + token) }
        for (name, value) in request.headers { outgoing.headers.add(name: name, value: value) }
        if let contentType = request.contentType {
            outgoing.headers.add(name: "Content-Type", value: contentType)
            outgoing.body = .bytes(ByteBuffer(bytes: request.body))
        }
        do {
            let response = try await Self.client.execute(outgoing, timeout: .seconds(60))
            let body = try await response.body.collect(upTo: Self.answerBytesMax)
            return Answer(
                status: Int(response.status.code), headers: response.headers,
                body: Array(body.readableBytesView))
        } catch {
            throw CommandFailure.impossible(
                "No answer from \(address.text): \(Self.reason(error)).",
                advice: "Is the node running? Its address is --url or DAFTAR_URL.")
        }
    }

    /// The JSON of a successful answer.
    ///
    /// - Throws: the node's problem document, in words.
    func json(_ request: Request) async throws -> JSONValue {
        let answer = try await send(request)
        guard (200..<300).contains(answer.status) else { throw Self.failure(answer) }
        return try answer.json()
    }

    func get(_ path: String) async throws -> JSONValue {
        try await json(Request(path: path))
    }

    /// What the node refused, and why.
    ///
    /// Spec: RFC 9457.
    static func failure(_ answer: Answer) -> CommandFailure {
        let problem = try? JSONValue(parsing: answer.body)
        let title = problem?["title"]?.string ?? "The node answered with status \(answer.status)"
        let detail = problem?["detail"]?.string
        var message = detail ?? title
        if let code = problem?["code"]?.string { message += " [\(code)]" }
        for violation in problem?["violations"]?.array ?? [] {
            message += "\n  " + describe(violation)
        }
        let advice: String? =
            switch answer.status {
            case 401: "A token names you: --token or DAFTAR_TOKEN; `daftar tokens issue` makes one."
            case 429, 503:
                answer.headers.first(name: "Retry-After").map { "Try again in \($0) s." }
            default: nil
            }
        return .refused(message, advice: advice, details: problem)
    }

    private static func describe(_ violation: JSONValue) -> String {
        var parts: [String] = []
        if let pointer = violation["pointer"]?.string, !pointer.isEmpty { parts.append(pointer) }
        if let line = violation.integer("line"), let column = violation.integer("column") {
            parts.append("line \(line), column \(column)")
        }
        let place = parts.isEmpty ? "" : parts.joined(separator: ", ") + ": "
        let code = violation["code"]?.string.map { " [\($0)]" } ?? ""
        let text = violation["message"]?.string ?? violation["detail"]?.string ?? ""
        return place + text + code
    }

    private static func reason(_ error: any Error) -> String {
        switch error {
        case let error as HTTPClientError: error.shortDescription
        case is NIOConnectionError: "nobody listens there"
        case let error as IOError where error.errnoCode == ECONNREFUSED: "nobody listens there"
        default: "\(error)"
        }
    }
}

/// Percent-encodes a text so that it is one segment of a path, or one value of a query.
///
/// Spec: RFC 3986 §2.3.
func percentEncoded(_ text: String) -> String {
    var encoded = ""
    for byte in text.utf8 {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "_"), UInt8(ascii: "~"):
            encoded.unicodeScalars.append(Unicode.Scalar(byte))
        default:
            encoded += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }
    }
    return encoded
}
