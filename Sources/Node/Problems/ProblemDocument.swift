import EPCIS
import HTTPTypes
import Hummingbird

/// The one place where a refusal becomes a response.
///
/// Spec: RFC 9457; EPCIS 2.0 §12.7; ADR 0007.
struct ProblemDocument {
    let problem: Problem
    /// The path that was asked, without query.
    let path: String
    let requestID: String

    var response: Response {
        var headers = problem.headers
        headers[.contentType] = MediaTypes.problem
        headers[.cacheControl] = "no-store"
        headers[.contentLanguage] = "en"
        if problem.kind.status == 401 {
            headers[.wwwAuthenticate] = "Bearer realm=\"daftar\""
        }
        return Response(
            status: .init(code: problem.kind.status), headers: headers,
            body: ResponseBody(byteBuffer: JSONText.buffer(of: value)))
    }

    var value: JSONValue {
        var members: [JSONObject.Member] = [
            .init(name: "type", value: .string(type)),
            .init(name: "title", value: .string(problem.kind.title)),
            .init(name: "status", value: .integer(problem.kind.status)),
            .init(name: "detail", value: .string(problem.detail)),
            .init(name: "code", value: .string(problem.kind.code)),
            .init(name: "instance", value: .string(path)),
            .init(name: "requestID", value: .string(requestID)),
        ]
        for (name, value) in problem.members {
            members.append(.init(name: name, value: value))
        }
        if !problem.violations.isEmpty {
            members.append(
                .init(name: "violations", value: .array(problem.violations.map(\.value))))
        }
        return .object(JSONObject(members: members))
    }

    /// The standard's exception where the standard speaks; elsewhere a page of this node that says
    /// what the code means.
    private var type: String {
        path.hasPrefix("/epcis/")
            ? "epcisException:" + problem.kind.exception.rawValue
            : "/problems/" + problem.kind.code
    }
}

extension ProblemViolation {
    var value: JSONValue {
        .members([
            "code": .string(code),
            "pointer": pointer.map(JSONValue.string),
            "line": line.map(JSONValue.integer),
            "column": column.map(JSONValue.integer),
            "offset": offset.map(JSONValue.integer),
            "event": event.map(JSONValue.integer),
            "message": .string(message),
            "facts": facts.isEmpty
                ? nil
                : .object(
                    JSONObject(
                        members: facts.map { .init(name: $0.name, value: $0.value) })),
        ])
    }
}
