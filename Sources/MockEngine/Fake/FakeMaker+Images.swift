/// Postman's variables of the group "images": addresses, never the bytes of an image.
extension FakeMaker {
    static let images: [String: TextGenerator] = [
        "randomAvatarImage": { maker in "https://avatars.githubusercontent.com/u/\(maker.int(1...99_999_999))" },
        "randomImageUrl": { _ in imageAddress },
        "randomAbstractImage": { _ in imageAddress + "/abstract" },
        "randomAnimalsImage": { _ in imageAddress + "/animals" },
        "randomBusinessImage": { _ in imageAddress + "/business" },
        "randomCatsImage": { _ in imageAddress + "/cats" },
        "randomCityImage": { _ in imageAddress + "/city" },
        "randomFoodImage": { _ in imageAddress + "/food" },
        "randomNightlifeImage": { _ in imageAddress + "/nightlife" },
        "randomFashionImage": { _ in imageAddress + "/fashion" },
        "randomPeopleImage": { _ in imageAddress + "/people" },
        "randomNatureImage": { _ in imageAddress + "/nature" },
        "randomSportsImage": { _ in imageAddress + "/sports" },
        "randomTransportImage": { _ in imageAddress + "/transport" },
        "randomImageDataUri": { _ in emptyImage },
    ]

    private static let imageAddress = "http://placeimg.com/640/480"

    /// A grey SVG without a width, as Postman gives it.
    private static let emptyImage =
        "data:image/svg+xml;charset=UTF-8,%3Csvg%20xmlns%3D%22http%3A%2F%2Fwww.w3.org%2F2000%2Fsvg%22%20version%3D%221.1%22%20"
        + "width%3D%22undefined%22%20height%3D%22undefined%22%3E%3Crect%20width%3D%22100%25%22%20height%3D%22100%25%22%20"
        + "fill%3D%22grey%22%2F%3E%3C%2Fsvg%3E"
}
