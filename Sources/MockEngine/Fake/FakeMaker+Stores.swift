/// Postman's variables of the groups "stores" and "databases".
extension FakeMaker {
    static let stores: [String: TextGenerator] = [
        "randomProduct": { maker in maker.pick(FakeStore.products) },
        "randomProductAdjective": { maker in maker.pick(FakeStore.adjectives) },
        "randomProductMaterial": { maker in maker.pick(FakeStore.materials) },
        "randomProductName": { maker in maker.productName() },
        "randomDepartment": { maker in maker.pick(FakeStore.departments) },
    ]

    static let databases: [String: TextGenerator] = [
        "randomDatabaseColumn": { maker in maker.pick(FakeDatabase.columns) },
        "randomDatabaseType": { maker in maker.pick(FakeDatabase.types) },
        "randomDatabaseCollation": { maker in maker.pick(FakeDatabase.collations) },
        "randomDatabaseEngine": { maker in maker.pick(FakeDatabase.engines) },
    ]

    mutating func productName() -> String {
        let adjective = pick(FakeStore.adjectives)
        return "\(adjective) \(pick(FakeStore.materials)) \(pick(FakeStore.products))"
    }
}

/// What a shop sells.
enum FakeStore {
    static let products = FakeList.words(
        """
        Backpack Bench Blanket Bottle Bowl Bracelet Bread Candle Chair Cheese Clock Cup Gloves Guitar Hat Jacket Kettle Lamp Mirror Pillow
        Scarf Shoes Soap Table
        """)
    static let adjectives = FakeList.words(
        """
        Bright Classic Compact Cozy Elegant Everyday Foldable Handmade Light Modern Playful Practical Recycled Rustic Small Sturdy Vintage
        """)
    static let materials = FakeList.words("Bamboo Ceramic Cork Cotton Glass Granite Leather Linen Steel Wooden Wool")
    static let departments = FakeList.words(
        """
        Art Automotive Baby Bakery Beauty Books Camping Computers Electronics Flowers Furniture Games Garden Grocery Health Jewelry Kitchen
        Movies Music Pets Shoes Sports
        """)
}

/// Facts of databases.
enum FakeDatabase {
    static let columns = FakeList.words(
        "id title name email status createdAt updatedAt deletedAt token password category group comment amount")
    static let types = FakeList.words(
        """
        int bigint smallint tinyint mediumint decimal numeric float double real bit boolean date datetime timestamp time year char varchar
        text blob binary enum geometry
        """)
    static let collations = FakeList.words(
        """
        utf8_general_ci utf8_unicode_ci utf8_bin ascii_general_ci ascii_bin cp1250_general_ci cp1250_bin
        """)
    static let engines = ["InnoDB", "MyISAM", "MEMORY", "CSV", "BLACKHOLE", "ARCHIVE"]
}
