import HTTPTypes

/// The media types this node speaks.
enum MediaTypes {
    static let json = "application/json"
    static let jsonLD = "application/ld+json"
    static let problem = "application/problem+json"
    static let html = "text/html; charset=utf-8"
    static let csv = "text/csv"
    static let cbor = "application/cbor"
    static let zip = "application/zip"
    static let prometheus = "text/plain; version=0.0.4; charset=utf-8"
}

extension HTTPField.Name {
    static let requestID = name("X-Request-ID")
    static let idempotencyKey = name("Idempotency-Key")
    static let acceptPost = name("Accept-Post")
    static let link = name("Link")
    static let contentSecurityPolicy = name("Content-Security-Policy")
    static let referrerPolicy = name("Referrer-Policy")
    static let contentTypeOptions = name("X-Content-Type-Options")
    /// A code of an administrator's second factor.
    static let secondFactor = name("Daftar-Second-Factor")
    /// The height an answer reflects.
    static let ledgerHeight = name("Daftar-Height")

    static let epcisVersion = name("GS1-EPCIS-Version")
    static let epcisMin = name("GS1-EPCIS-Min")
    static let epcisMax = name("GS1-EPCIS-Max")
    static let cbvVersion = name("GS1-CBV-Version")
    static let cbvMin = name("GS1-CBV-Min")
    static let cbvMax = name("GS1-CBV-Max")
    static let epcFormat = name("GS1-EPC-Format")
    static let vendorVersion = name("GS1-Vendor-Version")
    static let captureLimit = name("GS1-EPCIS-Capture-Limit")
    static let captureFileSizeLimit = name("GS1-EPCIS-Capture-File-Size-Limit")
    static let captureErrorBehaviour = name("GS1-Capture-Error-Behaviour")
    static let gs1Extensions = name("GS1-Extensions")
    static let nextPageTokenExpires = name("GS1-Next-Page-Token-Expires")

    private static func name(_ text: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(text) else {
            preconditionFailure("\(text) is no field name")
        }
        return name
    }
}
