import HTTPTypes
import Hummingbird
import NIOCore

extension Request {
    /// The whole body, at most `limit` octets of it.
    ///
    /// - Throws: `request.body_too_large` before reading when the length is announced, otherwise
    ///   as soon as the limit is passed.
    func bytes(upTo limit: Int) async throws -> [UInt8] {
        let announced = headers[.contentLength].flatMap { Int($0) }
        if let announced, announced > limit { throw Self.tooLarge(limit) }
        var bytes: [UInt8] = []
        // Room that is not written to yet is none of the machine's memory.
        if let announced, announced > 0 { bytes.reserveCapacity(announced) }
        for try await chunk in body {
            guard bytes.count + chunk.readableBytes <= limit else { throw Self.tooLarge(limit) }
            bytes.append(contentsOf: chunk.readableBytesView)
        }
        return bytes
    }

    private static func tooLarge(_ limit: Int) -> Problem {
        Problem("request.body_too_large", "The body has more than \(limit) octets.")
            .with(limit: limit)
    }

    /// Refuses bodies of another media type than `accepted`; one without a type passes.
    func requireContentType(_ accepted: [String]) throws {
        if let coding = headers[.contentEncoding], coding.lowercased() != "identity" {
            throw Problem("request.media_type", "Bodies encoded as \(coding) are not read.")
                .with(.acceptPost, accepted.joined(separator: ", "))
        }
        guard let header = headers[.contentType] else { return }
        let type = header.prefix { $0 != ";" }.filter { $0 != " " }.lowercased()
        guard accepted.contains(type) else {
            throw Problem(
                "request.media_type",
                "The body is \(type); this operation reads \(accepted.joined(separator: " or "))."
            ).with(.acceptPost, accepted.joined(separator: ", "))
        }
    }

    /// The best of `offers` for this client.
    func acceptable(_ offers: [String]) throws -> String {
        guard let best = Accept(headers[.accept]).bestMediaType(of: offers) else {
            throw Problem(
                "request.not_acceptable",
                "This path answers with \(offers.joined(separator: ", ")).")
        }
        return best
    }
}
