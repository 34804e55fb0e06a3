/// One sort of refusal: what a client may branch on, and what a person is told.
///
/// Spec: RFC 9457; ADR 0007.
struct ProblemKind: Hashable, Sendable {
    /// `area.reason`, never reused for anything else.
    let code: String
    let status: Int
    /// The same sentence every time; what is particular stands in `detail`.
    let title: String
    /// The exception of EPCIS 2.0 that answers under `/epcis` carry as `type`.
    let exception: EPCISException
    /// When it happens and what would make it right.
    let meaning: String

    init(
        _ code: String, _ status: Int, _ exception: EPCISException, _ title: String,
        _ meaning: String
    ) {
        self.code = code
        self.status = status
        self.title = title
        self.exception = exception
        self.meaning = meaning
    }
}

/// Spec: EPCIS 2.0 §8.2.8 and §12.7.
enum EPCISException: String, Hashable, Sendable, CaseIterable {
    case validation = "ValidationException"
    case queryValidation = "QueryValidationException"
    case queryParameter = "QueryParameterException"
    case security = "SecurityException"
    case noSuchResource = "NoSuchResourceException"
    case notAcceptable = "NotAcceptableException"
    case resourceAlreadyExists = "ResourceAlreadyExistsException"
    case captureLimitExceeded = "CaptureLimitExceededException"
    case queryTooLarge = "QueryTooLargeException"
    case queryTooComplex = "QueryTooComplexException"
    case uriTooLong = "URITooLongException"
    case unsupportedMediaType = "UnsupportedMediaTypeException"
    case implementation = "ImplementationException"
}
