import EPCIS
import NIOHTTP1

/// Hands documents to a node and waits until each is decided.
struct CaptureClient: Sendable {
    let node: NodeClient
    var proceed = false

    /// What became of a document.
    struct Outcome: Sendable {
        let captureID: String
        let success: Bool
        let job: JSONValue

        /// One line for each refusal, with its place.
        var refusals: [String] {
            (job["errors"]?.array ?? []).map { error in
                let code = error["code"]?.string.map { " [\($0)]" } ?? ""
                let place = error["pointer"]?.string.map { $0 + ": " } ?? ""
                return place + (error["detail"]?.string ?? error["title"]?.string ?? "refused")
                    + code
            }
        }
    }

    /// Sends one document.
    ///
    /// A node that has too much to do says when to come again; that is done until it takes the
    /// document. The key makes the repeated request the same capture.
    ///
    /// - Returns: The id of the capture, which is on the node's disk now.
    func submit(_ document: [UInt8], key: String?) async throws -> String {
        var request = NodeClient.Request(
            method: .POST, path: "/epcis/v2/capture", body: document,
            contentType: "application/json")
        request.headers.append(("GS1-Capture-Error-Behaviour", proceed ? "proceed" : "rollback"))
        if let key { request.headers.append(("Idempotency-Key", key)) }
        while true {
            let answer = try await node.send(request)
            switch answer.status {
            case 202:
                guard let location = answer.headers.first(name: "Location"),
                    let id = location.split(separator: "/").last
                else {
                    throw CommandFailure.impossible("The node took a document and named no job.")
                }
                return String(id)
            case 429, 503:
                let seconds = answer.headers.first(name: "Retry-After").flatMap { Int($0) } ?? 1
                try await Task.sleep(for: .milliseconds(max(200, min(seconds, 30) * 1_000)))
            default: throw NodeClient.failure(answer)
            }
        }
    }

    /// What the node would say of a document some days from now; nothing is kept.
    ///
    /// - Parameter days: up to ten years.
    func trial(of document: [UInt8], inDays days: Int) async throws -> JSONValue {
        let answer = try await node.send(
            NodeClient.Request(
                method: .POST, path: "/epcis/v2/capture?dryRun=true&inDays=\(days)",
                body: document, contentType: "application/json"))
        guard answer.status == 200 else { throw NodeClient.failure(answer) }
        return try answer.json()
    }

    /// Waits for the block that decides a capture.
    func outcome(of captureID: String) async throws -> Outcome {
        var pause = 5
        while true {
            let job = try await node.get("/epcis/v2/capture/" + percentEncoded(captureID))
            if job["running"]?.bool == false {
                return Outcome(
                    captureID: captureID, success: job["success"]?.bool == true, job: job)
            }
            try await Task.sleep(for: .milliseconds(pause))
            pause = min(pause * 2, 250)
        }
    }
}
