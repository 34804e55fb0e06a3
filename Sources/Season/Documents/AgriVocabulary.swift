/// Words for what farms and works do that the Core Business Vocabulary lacks.
///
/// Spec: Docs/Spec/Rules.md §1 (business steps); CBV 2.0 §7.1 lets users add steps under their own
/// URIs.
package enum AgriVocabulary {
    package static let prefix = "agri"
    /// Of attributes of lots, products and places.
    package static let namespace = "https://daftar.tj/voc/"

    static let harvesting = step("harvesting")
    static let sulphuring = step("sulphuring")
    static let drying = step("drying")
    static let extracting = step("extracting")
    static let curing = step("curing")
    static let ginning = step("ginning")
    static let handingOver = step("handing_over")
    static let certifying = step("certifying")
    static let importing = step("importing")
    static let openingStock = step("opening_stock")
    static let delegating = step("delegating")

    private static func step(_ name: String) -> String { namespace + "BizStep-" + name }
}
