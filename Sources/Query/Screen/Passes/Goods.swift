import EPCIS
import GRDB
import LedgerCore
import Storage

/// Which kind of goods a lot is of.
struct Goods {
    static let customsCode = "https://daftar.tj/voc/hsCode"

    private let selectText: PreparedStatement
    private let selectCode: PreparedStatement
    private let attribute: Int64?
    private var kinds: [String: String] = [:]

    init(in database: Database) throws(StorageError) {
        selectText = try PreparedStatement(database, "SELECT text FROM names WHERE id = ?")
        // Everybody may describe everything; the first member that did counts.
        selectCode = try PreparedStatement(
            database,
            """
            SELECT a.value FROM names n JOIN attributes a ON a.thing = n.id
            WHERE n.hash = ? AND n.text = ? AND a.attribute = ? ORDER BY a.member LIMIT 1
            """)
        attribute = try Names.id(of: Goods.customsCode, in: database)
    }

    /// The key of the product of a lot; nil for one that has none.
    func product(of lot: Int64) throws(StorageError) -> String? {
        guard let text = try selectText.first(.integer(lot), read: { $0.text(0) }),
            text.hasPrefix("/01/")
        else { return nil }
        return String(text.prefix(18))
    }

    /// The customs code of a product that master data describes, otherwise the product itself.
    mutating func kind(of product: String) throws(StorageError) -> String {
        if let kind = kinds[product] { return kind }
        var kind = product
        if let attribute {
            let value = try selectCode.first(
                .integer(Names.hash(of: product)), .text(product), .integer(attribute)
            ) { $0.text(0) }
            if let value, case .string(let code)? = try? JSONValue(parsing: Array(value.utf8)) {
                kind = code
            }
        }
        kinds[product] = kind
        return kind
    }
}
